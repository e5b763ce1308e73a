package io.stillhouse.orchestrator.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.OperatingSystemMXBean;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.component.ComponentParser;
import io.stillhouse.model.definition.DefinitionParser;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.Planner;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.v1.StepOutcome;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RunPipelineTest {
  private static final String DIAMOND =
      """
      apiVersion: stillhouse.io/v1
      kind: Pipeline
      metadata: {name: diamond}
      steps:
        - {name: top, component: c}
        - {name: left, component: c, inputs: {before: ["${steps.top.outputs.report}"]}}
        - {name: right, component: c, inputs: {before: ["${steps.top.outputs.report}"]}}
        - name: bottom
          component: c
          inputs: {before: ["${steps.left.outputs.report}", "${steps.right.outputs.report}"]}
      """;

  private final Plan diamond = plan(DIAMOND);

  @Test
  void aStepRunsOnceAfterThoseItNeedsAndSeesTheirOutcomes() {
    Queue<String> started = new ConcurrentLinkedQueue<>();
    Map<String, Map<String, StepOutcome>> seen = new ConcurrentHashMap<>();

    RunPipeline.run(
        diamond,
        Map.of(),
        (step, upstream) -> {
          started.add(step);
          seen.put(step, upstream);
          return outcome(step);
        });

    assertThat(started).hasSize(4).startsWith("top").endsWith("bottom").contains("left", "right");
    assertThat(seen.get("top")).isEmpty();
    assertThat(seen.get("left")).containsExactly(Map.entry("top", outcome("top")));
    assertThat(seen.get("bottom")).containsOnlyKeys("left", "right");
  }

  @Test
  void stepsThatDoNotNeedOneAnotherRunSideBySide() {
    CountDownLatch bothAtWork = new CountDownLatch(2);

    RunPipeline.run(
        diamond,
        Map.of(),
        (step, upstream) -> {
          if (step.equals("left") || step.equals("right")) {
            bothAtWork.countDown();
            assertThat(bothAtWork.await(1, TimeUnit.MINUTES)).isTrue();
          }
          return outcome(step);
        });
  }

  @Test
  void settledStepsAreNotRunAgain() {
    Queue<String> started = new ConcurrentLinkedQueue<>();

    RunPipeline.run(
        diamond,
        Map.of("top", outcome("top"), "left", outcome("left")),
        (step, upstream) -> {
          started.add(step);
          return outcome(step);
        });

    assertThat(started).containsExactly("right", "bottom");
  }

  @Test
  void aFaultOfTheBodyEndsThePipeline() {
    assertThatThrownBy(
            () ->
                RunPipeline.run(
                    diamond,
                    Map.of(),
                    (step, upstream) -> {
                      throw new IllegalArgumentException("fault in " + step);
                    }))
        .hasStackTraceContaining("fault in top");
  }

  @Test
  void waitingForAStepLeavesTheProcessorToTheStep() {
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long[] used = new long[1];

    RunPipeline.run(
        diamond,
        Map.of(),
        (step, upstream) -> {
          if (step.equals("bottom")) {
            Thread.sleep(2000); // whatever the runner compiles and passes on at the start
            long before = process.getProcessCpuTime();
            Thread.sleep(4000);
            used[0] = process.getProcessCpuTime() - before;
          }
          return outcome(step);
        });

    // A runner that never pauses uses all of the 4 seconds, and more.
    assertThat(used[0]).isLessThan(TimeUnit.SECONDS.toNanos(2));
  }

  private static Plan plan(String definition) {
    String component =
        """
        apiVersion: stillhouse.io/v1
        kind: Component
        metadata: {name: c}
        image: c
        command: ["true"]
        inputs: {before: {type: Report, list: true, optional: true}}
        outputs: {report: {type: Report}}
        """;
    ComponentCatalog catalog =
        ComponentCatalog.of(
            List.of(
                new ComponentParser()
                    .parse(new SourceText("component.yaml", component))
                    .orElseThrow()));
    PipelineDefinition parsed =
        new DefinitionParser()
            .parse(new SourceText("pipeline.yaml", definition), catalog)
            .orElseThrow();
    return new Planner().plan(parsed, catalog, Map.of()).orElseThrow();
  }

  private static StepOutcome outcome(String step) {
    return StepOutcome.newBuilder().setStep(step).build();
  }
}
