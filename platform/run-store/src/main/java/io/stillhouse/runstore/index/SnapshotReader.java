package io.stillhouse.runstore.index;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.DamagedObjectException;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.view.Damage;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.RunStep;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import io.stillhouse.v1.StepResult;
import io.stillhouse.v1.StepTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the records of runs. */
final class SnapshotReader {
  private static final String ATTEMPT_NUMBER = "[1-9][0-9]{0,8}";

  private final ArtifactStore store;
  private final Optional<RunOwners> owners;

  SnapshotReader(ArtifactStore store, Optional<RunOwners> owners) {
    this.store = store;
    this.owners = owners;
  }

  /**
   * The run as it is now, or only the damage if its own record is there and cannot be read.
   *
   * @param snapshot the records; empty if there is no run
   * @param damage what could not be read
   */
  record Look(Optional<RunSnapshot> snapshot, List<Damage> damage) {}

  /**
   * Looks at a run.
   *
   * @param previous what the last look saw: of a run at work, what cannot change any more is taken
   *     from there. Null: everything is read
   */
  Look read(RunLayout layout, @Nullable RunSnapshot previous) {
    RecordReader records = new RecordReader(store, layout);
    Optional<Run> run =
        previous != null
            ? Optional.of(previous.run())
            : records.read(layout.runRecord(), Run.getDefaultInstance());
    if (run.isEmpty() || !isOfThis(run.get(), layout, records)) {
      return new Look(Optional.empty(), records.damage());
    }
    Optional<RunOutcome> outcome = records.read(layout.outcome(), RunOutcome.getDefaultInstance());
    // The end is looked at as a whole, and so is a run that somebody resumed.
    RunSnapshot known =
        previous != null && outcome.isEmpty() && !previous.hasEnded() ? previous : null;
    boolean canceling = outcome.isEmpty() && records.exists(layout.cancelRequest());
    List<StepSnapshot> steps = new ArrayList<>();
    Map<String, StepSnapshot> byName = new HashMap<>();
    for (RunStep step : run.get().getStepsList()) {
      if (isStep(layout, step, byName, records)) {
        StepSnapshot read = step(layout, step, canceling, known, byName, records);
        byName.put(read.name(), read);
        steps.add(read);
      }
    }
    List<Damage> damage = new ArrayList<>(records.damage());
    if (known != null) {
      known.damage().stream().filter(each -> !damage.contains(each)).forEach(damage::add);
    }
    return new Look(
        Optional.of(snapshot(layout, run.get(), outcome, canceling, steps, damage)), damage);
  }

  private static boolean isOfThis(Run run, RunLayout layout, RecordReader records) {
    boolean ofThis = run.getName().equals(layout.name());
    if (!ofThis) {
      records.note(layout.runRecord(), "It is the record of '" + run.getName() + "', another run.");
    }
    return ofThis;
  }

  private static boolean isStep(
      RunLayout layout, RunStep step, Map<String, StepSnapshot> known, RecordReader records) {
    try {
      layout.step(step.getName());
    } catch (IllegalArgumentException e) {
      records.note(layout.runRecord(), e.getMessage());
      return false;
    }
    if (known.containsKey(step.getName())) {
      records.note(layout.runRecord(), "It has the step '" + step.getName() + "' twice.");
      return false;
    }
    return true;
  }

  private RunSnapshot snapshot(
      RunLayout layout,
      Run run,
      Optional<RunOutcome> outcome,
      boolean canceling,
      List<StepSnapshot> steps,
      List<Damage> damage) {
    Optional<String> owner = outcome.isPresent() ? Optional.empty() : owner(layout);
    boolean begun = steps.stream().anyMatch(step -> step.state() != State.PENDING);
    State state = State.PENDING;
    if (outcome.isPresent()) {
      state = known(outcome.get().getState());
    } else if (canceling) {
      state = State.CANCELING;
    } else if (begun || owner.isPresent()) {
      state = State.RUNNING;
    }
    boolean interrupted =
        owners.isPresent() && owner.isEmpty() && outcome.isEmpty() && state != State.PENDING;
    return new RunSnapshot(layout, run, state, owner, interrupted, outcome, steps, damage);
  }

  private Optional<String> owner(RunLayout layout) {
    try {
      return owners.flatMap(known -> known.owner(layout));
    } catch (DamagedObjectException e) {
      return Optional.empty(); // whoever tells reads records, too
    }
  }

  private static State known(State state) {
    return state == State.UNRECOGNIZED ? State.STATE_UNSPECIFIED : state;
  }

  private StepSnapshot step(
      RunLayout layout,
      RunStep step,
      boolean canceling,
      @Nullable RunSnapshot previous,
      Map<String, StepSnapshot> earlier,
      RecordReader records) {
    StepSnapshot known = previous == null ? null : previous.step(step.getName()).orElse(null);
    if (known != null && known.state() == State.SUCCEEDED) {
      return known; // resume keeps those, too
    }
    boolean waited = known != null && known.state() == State.PENDING;
    if (waited && !mayHaveBegun(step, earlier)) {
      return new StepSnapshot(step, State.PENDING, Optional.empty(), List.of());
    }
    Optional<StepOutcome> outcome =
        records.read(layout.stepOutcome(step.getName()), StepOutcome.getDefaultInstance());
    List<AttemptSnapshot> attempts = attempts(layout, step.getName(), outcome, known, records);
    State state = State.PENDING;
    if (outcome.isPresent()) {
      state = known(outcome.get().getState());
    } else if (!attempts.isEmpty()) {
      state = canceling ? State.CANCELING : State.RUNNING;
    }
    return new StepSnapshot(step, state, outcome, attempts);
  }

  /** Whether everything that the step needs has ended. Steps come after those that they need. */
  private static boolean mayHaveBegun(RunStep step, Map<String, StepSnapshot> earlier) {
    for (String needed : step.getUpstreamList()) {
      StepSnapshot upstream = earlier.get(needed);
      if (upstream != null && upstream.outcome().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private List<AttemptSnapshot> attempts(
      RunLayout layout,
      String step,
      Optional<StepOutcome> outcome,
      @Nullable StepSnapshot known,
      RecordReader records) {
    Map<Integer, AttemptSnapshot> ended = new HashMap<>();
    if (known != null) {
      known.attempts().stream()
          .filter(AttemptSnapshot::hasEnded)
          .forEach(attempt -> ended.put(attempt.number(), attempt));
    }
    TreeMap<Integer, Optional<Attempt>> numbers = new TreeMap<>();
    outcome.ifPresent(
        record ->
            record
                .getAttemptsList()
                .forEach(
                    attempt -> {
                      if (attempt.getNumber() > 0) {
                        numbers.put(attempt.getNumber(), Optional.of(attempt));
                      }
                    }));
    Set<Integer> folders = new HashSet<>();
    for (String child : records.children(layout.step(step))) {
      if (child.matches(ATTEMPT_NUMBER)) {
        folders.add(Integer.valueOf(child));
        numbers.putIfAbsent(Integer.valueOf(child), Optional.empty());
      }
    }
    List<AttemptSnapshot> attempts = new ArrayList<>();
    numbers.forEach(
        (number, record) -> {
          AttemptSnapshot before = ended.get(number);
          attempts.add(
              before != null
                  ? before
                  : folders.contains(number)
                      ? attempt(layout.attempt(step, number), number, record, records)
                      : new AttemptSnapshot(number, Optional.empty(), record, Optional.empty()));
        });
    return attempts;
  }

  private static AttemptSnapshot attempt(
      AttemptLayout layout, int number, Optional<Attempt> ofOutcome, RecordReader records) {
    Optional<Attempt> record =
        ofOutcome.or(() -> records.read(layout.record(), Attempt.getDefaultInstance()));
    return new AttemptSnapshot(
        number,
        records.read(layout.task(), StepTask.getDefaultInstance()),
        record,
        record.flatMap(end -> records.read(layout.result(), StepResult.getDefaultInstance())));
  }
}
