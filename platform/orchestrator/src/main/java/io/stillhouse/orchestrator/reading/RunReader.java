package io.stillhouse.orchestrator.reading;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.DamagedObjectException;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.run.RunId;
import io.stillhouse.orchestrator.ownership.Ownership;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.RunStep;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepEvent;
import io.stillhouse.v1.StepEventChunk;
import io.stillhouse.v1.StepOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads runs from a store; changes nothing. */
public final class RunReader {
  private static final String ATTEMPT_NUMBER = "[1-9][0-9]{0,8}";

  private final ArtifactStore store;
  private final Ownership ownership;

  /** A reader of the runs of a store. */
  public RunReader(ArtifactStore store) {
    this.store = store;
    this.ownership = Ownership.of(store);
  }

  /**
   * Where every run lies, newest first. Ids tell the second of the creation; only runs of the same
   * second are read for their order.
   */
  public List<RunLayout> layouts() {
    List<RunLayout> layouts = new ArrayList<>();
    for (String pipeline : store.children("")) {
      if (!pipeline.startsWith("_")) {
        for (String run : store.children(pipeline)) {
          if (RunId.isValid(run)) {
            layouts.add(new RunLayout(pipeline, run));
          }
        }
      }
    }
    layouts.sort(
        Comparator.comparing(RunLayout::runId).reversed().thenComparing(RunLayout::pipeline));
    for (int from = 0; from < layouts.size(); ) {
      String second = second(layouts.get(from));
      int to = from + 1;
      while (to < layouts.size() && second(layouts.get(to)).equals(second)) {
        to++;
      }
      sortByCreation(layouts.subList(from, to));
      from = to;
    }
    return layouts;
  }

  private void sortByCreation(List<RunLayout> ofOneSecond) {
    if (ofOneSecond.size() > 1) {
      Map<RunLayout, Instant> created = new HashMap<>();
      ofOneSecond.forEach(layout -> created.put(layout, created(layout)));
      ofOneSecond.sort(Comparator.comparing(created::get, Comparator.reverseOrder()));
    }
  }

  private Instant created(RunLayout layout) {
    try {
      return ProtoJson.read(store, layout.runRecord(), Run.getDefaultInstance())
          .map(run -> Times.fromProto(run.getCreateTime()))
          .orElse(Instant.EPOCH);
    } catch (DamagedObjectException e) {
      // Whoever reads the run is told; here it has a place only.
      return Instant.EPOCH;
    }
  }

  private static String second(RunLayout layout) {
    return layout.runId().substring(0, layout.runId().lastIndexOf('-'));
  }

  /** Whether a living process is at work on the run. */
  public boolean isAtWork(RunLayout layout) {
    return ownership.owner(layout).isPresent();
  }

  /** A run as it is now; empty if there is none. */
  public Optional<RunView> read(RunLayout layout) {
    return ProtoJson.read(store, layout.runRecord(), Run.getDefaultInstance())
        .map(run -> view(layout, run));
  }

  /**
   * The events of an attempt, from one chunk on.
   *
   * @param firstChunk the number of the first chunk to read, counted from 1
   * @return the chunks that are there, in order
   */
  public List<StepEventChunk> chunks(RunLayout run, String step, int attempt, long firstChunk) {
    return chunks(run, step, attempt, firstChunk, Integer.MAX_VALUE);
  }

  /**
   * The events of an attempt, from one chunk on.
   *
   * @param firstChunk the number of the first chunk to read, counted from 1
   * @param limit how many chunks at most
   * @return the chunks that are there, in order
   */
  public List<StepEventChunk> chunks(
      RunLayout run, String step, int attempt, long firstChunk, int limit) {
    List<StepEventChunk> chunks = new ArrayList<>();
    AttemptLayout layout = run.attempt(step, attempt);
    for (long number = firstChunk; chunks.size() < limit; number++) {
      Optional<StepEventChunk> chunk =
          ProtoJson.read(store, layout.eventChunk(number), StepEventChunk.getDefaultInstance());
      if (chunk.isEmpty()) {
        return chunks;
      }
      chunks.add(chunk.get());
    }
    return chunks;
  }

  /** Whether an attempt has told a chunk of events. */
  public boolean hasChunk(RunLayout run, String step, int attempt, long number) {
    return store.read(run.attempt(step, attempt).eventChunk(number)).isPresent();
  }

  /** The number of the last chunk that an attempt has told so far; 0 before the first. */
  public long lastChunk(RunLayout run, String step, int attempt) {
    return store.list(run.attempt(step, attempt).events()).size();
  }

  /** All events of an attempt so far. */
  public List<StepEvent> events(RunLayout run, String step, int attempt) {
    return chunks(run, step, attempt, 1).stream()
        .flatMap(chunk -> chunk.getEventsList().stream())
        .toList();
  }

  /** What the process of an attempt has written so far; empty if nothing. */
  public String log(RunLayout run, String step, int attempt) {
    return store
        .read(run.attempt(step, attempt).log())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }

  private RunView view(RunLayout layout, Run run) {
    Optional<RunOutcome> outcome =
        ProtoJson.read(store, layout.outcome(), RunOutcome.getDefaultInstance());
    Optional<String> orchestrator = ownership.owner(layout);
    boolean canceling = outcome.isEmpty() && store.read(layout.cancelRequest()).isPresent();
    List<StepView> steps =
        run.getStepsList().stream().map(step -> step(layout, step, canceling)).toList();
    State state =
        outcome.isPresent()
            ? outcome.get().getState()
            : state(steps, orchestrator.isPresent(), canceling);
    return new RunView(layout, run, state, orchestrator, steps, outcome);
  }

  private static State state(List<StepView> steps, boolean atWork, boolean canceling) {
    if (canceling) {
      return State.CANCELING;
    }
    boolean begun = steps.stream().anyMatch(step -> step.state() != State.PENDING);
    return atWork || begun ? State.RUNNING : State.PENDING;
  }

  private StepView step(RunLayout layout, RunStep step, boolean canceling) {
    Optional<StepOutcome> outcome =
        ProtoJson.read(store, layout.stepOutcome(step.getName()), StepOutcome.getDefaultInstance());
    List<AttemptView> attempts =
        store.children(layout.step(step.getName())).stream()
            .filter(name -> name.matches(ATTEMPT_NUMBER))
            .map(Integer::valueOf)
            .sorted()
            .map(number -> attempt(layout, step.getName(), number))
            .toList();
    State state = State.PENDING;
    if (outcome.isPresent()) {
      state = outcome.get().getState();
    } else if (!attempts.isEmpty()) {
      state = canceling ? State.CANCELING : State.RUNNING;
    }
    return new StepView(step, state, outcome, attempts);
  }

  private AttemptView attempt(RunLayout layout, String step, int number) {
    return new AttemptView(
        number,
        ProtoJson.read(store, layout.attempt(step, number).record(), Attempt.getDefaultInstance()));
  }
}
