package io.stillhouse.model.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StateMachineTest {
  /** Every transition of a run, apart from the table, so that no change goes unnoticed. */
  private static final List<String> RUN =
      List.of(
          "PENDING START RUNNING",
          "PENDING CANCEL CANCELED",
          "PENDING RESUME RUNNING",
          "RUNNING SUCCEED SUCCEEDED",
          "RUNNING FAIL FAILED",
          "RUNNING CANCEL CANCELING",
          "RUNNING RESUME RUNNING",
          "CANCELING STOP CANCELED",
          "CANCELING SUCCEED SUCCEEDED",
          "CANCELING FAIL FAILED",
          "CANCELING RESUME RUNNING",
          "FAILED RESUME RUNNING",
          "CANCELED RESUME RUNNING");

  /** Every transition of a step. */
  private static final List<String> STEP =
      List.of(
          "PENDING START RUNNING",
          "PENDING SERVE_FROM_CACHE SUCCEEDED",
          "PENDING SKIP SKIPPED",
          "PENDING FAIL FAILED",
          "PENDING CANCEL CANCELED",
          "RUNNING RETRY RUNNING",
          "RUNNING SUCCEED SUCCEEDED",
          "RUNNING FAIL FAILED",
          "RUNNING CANCEL CANCELING",
          "RUNNING RESUME PENDING",
          "CANCELING STOP CANCELED",
          "CANCELING SUCCEED SUCCEEDED",
          "CANCELING FAIL FAILED",
          "CANCELING RESUME PENDING",
          "SKIPPED RESUME PENDING",
          "FAILED RESUME PENDING",
          "CANCELED RESUME PENDING");

  private static <S extends Enum<S>, E extends Enum<E>> void assertAllowsExactly(
      StateMachine<S, E> machine, S[] states, E[] events, List<String> expected) {
    Set<String> possible = new TreeSet<>();
    for (S state : states) {
      for (E event : events) {
        next(machine, state, event)
            .ifPresent(next -> possible.add(state + " " + event + " " + next));
      }
    }
    assertThat(possible).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static <S extends Enum<S>, E extends Enum<E>> Optional<S> next(
      StateMachine<S, E> machine, S state, E event) {
    try {
      return Optional.of(machine.next(state, event));
    } catch (IllegalTransitionException e) {
      assertThat(e).hasMessageContainingAll(state.name(), event.name());
      return Optional.empty();
    }
  }

  @Test
  void aRunAllowsItsTransitionsAndNoOthers() {
    assertAllowsExactly(RunEvent.MACHINE, RunState.values(), RunEvent.values(), RUN);
  }

  @Test
  void aStepAllowsItsTransitionsAndNoOthers() {
    assertAllowsExactly(StepEvent.MACHINE, StepState.values(), StepEvent.values(), STEP);
  }

  @Test
  void anIllegalTransitionNamesMachineStateEventAndWhatIsPossible() {
    assertThatThrownBy(() -> RunState.CANCELING.after(RunEvent.START))
        .isInstanceOf(IllegalTransitionException.class)
        .hasMessage("a run that is CANCELING cannot START; it can STOP, SUCCEED, FAIL, RESUME");
    assertThatThrownBy(() -> StepState.SUCCEEDED.after(StepEvent.RETRY))
        .hasMessage("a step that is SUCCEEDED cannot RETRY; it has ended");
  }

  @Test
  void everyStateIsReachedFromTheFirst() {
    Set<RunState> runs = EnumSet.of(RunEvent.MACHINE.initial());
    Set<StepState> steps = EnumSet.of(StepEvent.MACHINE.initial());
    for (int round = 0; round < StepState.values().length; round++) {
      RunEvent.MACHINE.transitions().stream()
          .filter(row -> runs.contains(row.from()))
          .forEach(row -> runs.add(row.to()));
      StepEvent.MACHINE.transitions().stream()
          .filter(row -> steps.contains(row.from()))
          .forEach(row -> steps.add(row.to()));
    }
    assertThat(runs).containsExactlyInAnyOrder(RunState.values());
    assertThat(steps).containsExactlyInAnyOrder(StepState.values());
  }

  @Test
  void aFinalStateIsLeftByNothingButAResume() {
    assertThat(RunEvent.MACHINE.transitions())
        .filteredOn(row -> row.from().isFinal())
        .isNotEmpty()
        .allMatch(row -> row.event() == RunEvent.RESUME);
    assertThat(StepEvent.MACHINE.transitions())
        .filteredOn(row -> row.from().isFinal())
        .isNotEmpty()
        .allMatch(row -> row.event() == StepEvent.RESUME);
    assertThat(Arrays.stream(RunState.values()).filter(RunState::isFinal))
        .containsExactly(RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELED);
  }

  @Test
  void twoRowsThatDisagreeAreRefused() {
    List<Transition<RunState, RunEvent>> rows =
        List.of(
            new Transition<>(RunState.PENDING, RunEvent.START, RunState.RUNNING),
            new Transition<>(RunState.PENDING, RunEvent.START, RunState.FAILED));
    assertThatThrownBy(() -> new StateMachine<>("run", RunState.PENDING, rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two rows of the run machine say what START does in PENDING");
  }

  @Test
  void theDiagramsInTheDocumentationAreThoseOfTheTables() throws IOException {
    assertThat(Files.readString(Path.of("../../docs/states.md")))
        .contains("```mermaid\n" + RunEvent.MACHINE.diagram() + "```")
        .contains("```mermaid\n" + StepEvent.MACHINE.diagram() + "```");
  }
}
