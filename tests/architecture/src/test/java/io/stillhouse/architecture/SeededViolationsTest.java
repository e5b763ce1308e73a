package io.stillhouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each rule fails on the classes of {@code seeded}, which has the system's packages and breaks
 * every rule at least once: a rule that could not fail would be worth nothing.
 */
class SeededViolationsTest {
  private static final String ROOT = SeededViolationsTest.class.getPackageName() + ".seeded";

  /** For each rule what must be named among its violations. */
  private static final Map<String, String[]> VIOLATIONS =
      Map.ofEntries(
          violation("v1 knows only what lies further in", "MessageThatPlans", "model.Planning"),
          violation("model knows only what lies further in", "PlanThatStores", "Storing"),
          violation("logging knows only what lies further in", "LineThatStores", "Storing"),
          violation("artifacts knows only what lies further in", "StoreThatRuns", "Launching"),
          violation("step knows only what lies further in", "StepThatLaunches", "Launching"),
          violation("stepbeam knows only what lies further in", "PipelineThatLearns", "Learning"),
          violation(
              "launch knows only what lies further in", "LauncherThatOrchestrates", "Launching"),
          violation(
              "launcher knows only what lies further in", "ContainersThatOrchestrate", "Launching"),
          violation("release knows only what lies further in", "GateThatLaunches", "Launching"),
          violation("sweep knows only what lies further in", "TableThatLaunches", "Launching"),
          violation("runstore knows only what lies further in", "IndexThatLaunches", "Launching"),
          violation("orchestrator knows only what lies further in", "RunThatPrints", "Printing"),
          violation("runner knows only what lies further in", "RunnerThatPrints", "Printing"),
          violation("tracing knows only what lies further in", "TraceThatPrints", "Printing"),
          violation("cli knows only what lies further in", "CommandThatLearns", "Learning"),
          violation(
              "flinkclient knows only what lies further in", "SessionThatLaunches", "Launching"),
          violation("server knows only what lies further in", "ServerThatIsAPipeline", "Following"),
          violation("images knows only what lies further in", "ImageThatLearns", "Learning"),
          violation("training knows only what lies further in", "LossThatStores", "Storing"),
          violation(
              "steptraining knows only what lies further in",
              "TrainingThatIsAPipeline",
              "stepbeam.Following"),
          violation("steps knows only what lies further in", "StepThatOrchestrates", "Launching"),
          violation("steps do not know each other", "StepThatCallsAnother", "StepThatOrchestrates"),
          violation("model does no input or output", "PlanThatReads", "java.nio.file.Files"),
          violation("only training and steps use DJL", "RunThatComputes", "ai.djl.ndarray"),
          violation(
              "only the orchestrator, runners and the data-parallel steps use Beam",
              "StepThatOrchestrates",
              "LossThatStores",
              "org.apache.beam.sdk"),
          violation(
              "only step-beam runs a step's pipeline",
              "StepThatRunsItsPipeline",
              "org.apache.beam.sdk.Pipeline.run"),
          violation(
              "what writes ONNX knows no engine", "GraphThatComputes", "ai.djl.ndarray.NDArray"),
          violation(
              "only its store knows the client of Google Cloud Storage",
              "RunThatAsksTheBucket",
              "com.google.cloud.storage"),
          violation("packages have no cycles", "seeded.cycle.first", "seeded.cycle.second"),
          violation("numbers under gradient recording outlive it", "LossThatFreesItsWeight"),
          violation(
              "no static field can change",
              "StateOfEverybody.counter",
              "StateOfEverybody.ATOMIC",
              "StateOfEverybody.CACHE"),
          violation(
              "no class is a drawer for whatever has no place",
              "StringUtils",
              "RunHelperForTests",
              "ImageUtil"));

  private final JavaClasses classes = new ClassFileImporter().importPackages(ROOT);

  @TestFactory
  Stream<DynamicTest> everyRuleFindsWhatBreaksIt() {
    Map<String, ArchRule> rules = new StructureRules(ROOT).byName();
    return VIOLATIONS.entrySet().stream()
        .map(
            seeded ->
                DynamicTest.dynamicTest(
                    seeded.getKey(),
                    () -> {
                      ArchRule rule = rules.get(seeded.getKey());
                      assertThat(rule).isNotNull();
                      assertThat(
                              rule.allowEmptyShould(false)
                                  .evaluate(classes)
                                  .getFailureReport()
                                  .toString())
                          .contains(seeded.getValue());
                    }));
  }

  @Test
  void noRuleIsWithoutASeededViolation() {
    assertThat(VIOLATIONS.keySet()).isEqualTo(new StructureRules(ROOT).byName().keySet());
  }

  @Test
  void whatIsAllowedIsNotReported() {
    new StructureRules(ROOT)
        .byName()
        .values()
        .forEach(
            rule ->
                assertThat(rule.evaluate(classes).getFailureReport().toString())
                    .doesNotContain(
                        "AllowedStep",
                        "AllowedStore",
                        "stepbeam.Following.",
                        "Continuing",
                        "UtilisationOfMemory",
                        "CONSTANT"));
  }

  private static Map.Entry<String, String[]> violation(String rule, String... named) {
    return Map.entry(rule, named);
  }
}
