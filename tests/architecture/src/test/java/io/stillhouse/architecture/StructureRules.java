package io.stillhouse.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The rules for the classes under one root package: the system's own, or a seeded copy of its
 * structure that breaks them.
 *
 * @param root the package above the layers
 */
record StructureRules(String root) {
  private static final List<String> MUTABLE =
      List.of(
          "java.lang.StringBuilder",
          "java.lang.ThreadLocal",
          "java.util.ArrayList",
          "java.util.EnumMap",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.LinkedHashMap",
          "java.util.LinkedHashSet",
          "java.util.Random",
          "java.util.TreeMap",
          "java.util.TreeSet",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentMap");

  /** Every rule by its name. */
  Map<String, ArchRule> byName() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    for (Layer layer : Layer.values()) {
      rules.put(
          layer.folder() + " knows only what lies further in",
          noClasses()
              .that()
              .resideInAPackage(layer.packages(root))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(layer.forbiddenPackages(root).toArray(String[]::new)));
    }
    rules.put(
        "steps do not know each other",
        slices().matching(root + ".steps.(*)..").should().notDependOnEachOther());
    rules.put("model does no input or output", modelWithoutInputOutput());
    rules.put(
        "only training and steps use DJL",
        onlyIn(
            "ai.djl..",
            Layer.TRAINING.packages(root),
            Layer.STEP_TRAINING.packages(root),
            Layer.STEPS.packages(root)));
    rules.put(
        "only the orchestrator, runners and the data-parallel steps use Beam",
        onlyIn(
            "org.apache.beam..",
            Layer.ORCHESTRATOR.packages(root),
            Layer.RUNNER.packages(root),
            Layer.STEP_BEAM.packages(root),
            root + ".steps.datasetprep..",
            root + ".steps.softlabelextraction..",
            root + ".steps.evaluation.."));
    rules.put(
        "what writes ONNX knows no engine",
        noClasses()
            .that()
            .resideInAPackage(root + ".steps.modelexport.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "ai.onnxruntime.."));
    rules.put(
        "only its store knows the client of Google Cloud Storage",
        onlyIn("com.google.cloud..", root + ".artifacts.gcs.."));
    rules.put("only step-beam runs a step's pipeline", onlyStepBeamRunsPipelines());
    rules.put(
        "packages have no cycles", slices().matching(root + ".(**)").should().beFreeOfCycles());
    rules.put("numbers under gradient recording outlive it", numbersOutliveTheRecording());
    rules.put("no static field can change", staticFieldsAreConstants());
    rules.put(
        "no class is a drawer for whatever has no place",
        noClasses().that().resideInAPackage(root + "..").should().haveNameMatching(drawerNames()));
    return rules;
  }

  private ArchRule modelWithoutInputOutput() {
    return noClasses()
        .that()
        .resideInAPackage(Layer.MODEL.packages(root))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.nio.file..", "java.nio.channels..", "java.net..", "java.net.http..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.(File|RandomAccess).*");
  }

  /** See docs/decisions/0002: these methods free the number before the backward pass reads it. */
  private ArchRule numbersOutliveTheRecording() {
    return noClasses()
        .that()
        .resideInAPackage(Layer.TRAINING.packages(root))
        .should()
        .callMethod(NDArray.class, "mul", Number.class)
        .orShould()
        .callMethod(NDArray.class, "div", Number.class);
  }

  /** Otherwise it would not be followed, nor canceled when the step is told to stop. */
  private ArchRule onlyStepBeamRunsPipelines() {
    return noClasses()
        .that()
        .resideInAPackage(Layer.STEPS.packages(root))
        .should()
        .callMethod(Pipeline.class, "run")
        .orShould()
        .callMethod(Pipeline.class, "run", PipelineOptions.class);
  }

  private ArchRule onlyIn(String library, String... packages) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private ArchRule staticFieldsAreConstants() {
    return fields()
        .that()
        .areStatic()
        .and(ofHandWrittenCode())
        .should()
        .beFinal()
        .andShould()
        .notHaveRawType(ofAMutableKind());
  }

  private DescribedPredicate<JavaField> ofHandWrittenCode() {
    return DescribedPredicate.describe(
        "of hand-written code",
        field ->
            field.getOwner().getPackageName().startsWith(root + ".")
                && !field.getOwner().getPackageName().startsWith(root + ".v1")
                && !field.getModifiers().contains(JavaModifier.SYNTHETIC));
  }

  private static DescribedPredicate<JavaClass> ofAMutableKind() {
    return DescribedPredicate.describe(
        "of a kind that can change",
        type ->
            type.getPackageName().equals("java.util.concurrent.atomic")
                || MUTABLE.contains(type.getName()));
  }

  private static String drawerNames() {
    return "(?:.*[.$])?[A-Za-z0-9]*(?:Util|Utils|Utility|Utilities|Helper|Helpers)"
        + "(?:[A-Z0-9$].*)?";
  }
}
