package io.stillhouse.orchestrator.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.component.CommandExecution;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ShardRunner;
import io.stillhouse.model.definition.DataParallel;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.orchestrator.run.RunBackend;
import io.stillhouse.orchestrator.run.StepSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepSessionTest {
  private static final Component NOTHING =
      new Component(
          "nothing",
          "",
          "none",
          new CommandExecution(List.of("true")),
          Map.of(),
          Map.of(),
          Map.of(),
          ResourceRequest.DEFAULT,
          Set.of(ShardRunner.FLINK));

  @Test
  void whoWantsASessionWhereThereIsNoneIsToldHowToNameOne() {
    assertThat(session(Map.of()).problems(List.of(step(DataParallel.DIRECT)))).isEmpty();
    assertThat(session(Map.of()).problems(List.of(step(onFlink()))))
        .containsExactly(
            "step prepare asks for a Flink session (dataParallel), and none is named: add --set"
                + " flink.master=HOST:PORT, or flink: {master: \"HOST:PORT\"} to the context");
    assertThat(session(Map.of("stepMaster", "flink")).problems(List.of(step(onFlink()))))
        .containsExactly(
            "flink.stepMaster is 'flink', it must be host:port of the JobManager's REST endpoint,"
                + " such as localhost:8081");
  }

  @Test
  void stepsMaySeeTheSessionUnderAnotherAddress() {
    assertThat(session(Map.of("master", "localhost:8081")).address()).contains("localhost:8081");
    assertThat(
            session(Map.of("master", "localhost:8081", "stepMaster", "flink.stillhouse:8081"))
                .address())
        .contains("flink.stillhouse:8081");
  }

  private static StepSession session(Map<String, String> settings) {
    return StepSession.of(
        new RunBackend(
            RunBackend.PROCESS, Map.of(), RunBackend.DIRECT, Map.of(), settings, Optional.empty()));
  }

  private static DataParallel onFlink() {
    return new DataParallel(ShardRunner.FLINK, OptionalInt.of(2));
  }

  private static PlannedStep step(DataParallel dataParallel) {
    return TestStep.named("prepare").dataParallel(dataParallel).plan(NOTHING, "");
  }
}
