package io.stillhouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The system keeps its structure, and the rules do see it. */
class StructureTest {
  private static final String ROOT = "io.stillhouse";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @TestFactory
  Stream<DynamicTest> everyRuleIsKept() {
    Map<String, ArchRule> rules = new StructureRules(ROOT).byName();
    return rules.entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(classes)));
  }

  @TestFactory
  Stream<DynamicTest> everyLayerIsSeen() {
    return Arrays.stream(Layer.values())
        .map(
            layer ->
                DynamicTest.dynamicTest(
                    layer.folder(),
                    () ->
                        assertThat(
                                classes.stream()
                                    .filter(
                                        type ->
                                            (type.getPackageName() + ".")
                                                .startsWith(ROOT + "." + layer.folder() + ".")))
                            .hasSizeGreaterThan(2)));
  }

  @TestFactory
  Stream<DynamicTest> everyStepIsSeen() {
    return Stream.of(
            "datasetprep",
            "teacherpretraining",
            "softlabelextraction",
            "softlabelimport",
            "torchscriptimport",
            "hintpretraining",
            "ensemblefinetuning",
            "evaluation",
            "modelexport",
            "explanation")
        .map(
            step ->
                DynamicTest.dynamicTest(
                    step,
                    () ->
                        assertThat(classes.stream())
                            .anyMatch(
                                type ->
                                    (type.getPackageName() + ".")
                                        .startsWith(ROOT + ".steps." + step + "."))));
  }
}
