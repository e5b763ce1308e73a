package io.stillhouse.orchestrator.retention;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.launch.ProcessLauncher;
import io.stillhouse.orchestrator.retention.Deletion.Kind;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What lies in the folder of one run.
 *
 * @param layout the run's keys
 * @param steps its steps
 * @param hasEnded whether it has an outcome
 * @param isKept whether the run as such is kept
 * @param processLives whether a process of one of its attempts still runs, or may
 * @param sources the copies of data that its record names
 */
record RunInventory(
    RunLayout layout,
    List<StepInventory> steps,
    boolean hasEnded,
    boolean isKept,
    boolean processLives,
    Set<String> sources) {
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  private static final int ID_TIME_LENGTH = 15;
  private static final String WORK = "_work";
  private static final String ATTEMPT_NUMBER = "[1-9][0-9]{0,8}";

  /** A run that was created this recently may not have come to its first step yet. */
  private static final Duration CREATION_TAKES_AT_MOST = Duration.ofHours(1);

  /** One step's folder. */
  private record StepInventory(
      Optional<StepOutcome> outcome,
      String checkpoints,
      boolean hasCheckpoints,
      List<AttemptInventory> attempts) {}

  /** One attempt's folder. */
  private record AttemptInventory(String folder, List<String> outputs) {}

  static RunInventory take(ArtifactStore store, RunLayout layout, boolean livesElsewhere) {
    List<StepInventory> steps = new ArrayList<>();
    boolean processLives = livesElsewhere;
    for (String step : store.children(layout.folder())) {
      if (step.startsWith("_")) {
        continue; // the run's lease
      }
      List<String> children = store.children(layout.step(step));
      List<AttemptInventory> attempts = new ArrayList<>();
      for (String child : children) {
        if (child.matches(ATTEMPT_NUMBER)) {
          String folder = layout.attempt(step, Integer.parseInt(child)).folder();
          List<String> outputs =
              store.children(folder).stream()
                  .map(output -> folder + "/" + output)
                  .filter(output -> !output.equals(folder + "/events"))
                  .toList();
          attempts.add(new AttemptInventory(folder, outputs));
          processLives |= ProcessLauncher.isAlive(store, folder);
        }
      }
      Optional<StepOutcome> outcome =
          ProtoJson.read(store, layout.stepOutcome(step), StepOutcome.getDefaultInstance());
      String checkpoints = layout.checkpoints(step);
      steps.add(
          new StepInventory(outcome, checkpoints, children.contains("checkpoints"), attempts));
    }
    boolean hasEnded =
        store.read(layout.runRecord()).isPresent() && store.read(layout.outcome()).isPresent();
    return new RunInventory(layout, steps, hasEnded, false, processLives, sources(store, layout));
  }

  private static Set<String> sources(ArtifactStore store, RunLayout layout) {
    return ProtoJson.read(store, layout.runRecord(), Run.getDefaultInstance())
        .map(Run::getStagedSourcesList)
        .orElse(List.of())
        .stream()
        .map(source -> source.getCopy().getPath())
        .collect(Collectors.toSet());
  }

  RunInventory kept() {
    return new RunInventory(layout, steps, hasEnded, true, processLives, sources);
  }

  boolean isYoungerThan(Duration age, Instant now) {
    return created().plus(age).isAfter(now);
  }

  /** Whether somebody may be about to begin it, or processes of it live on by themselves. */
  boolean mayBeAtWork(Instant now) {
    return processLives || (!hasEnded && isYoungerThan(CREATION_TAKES_AT_MOST, now));
  }

  Set<String> cacheKeys() {
    Set<String> keys = new HashSet<>();
    for (StepInventory step : steps) {
      step.outcome().map(StepOutcome::getCacheKey).ifPresent(keys::add);
    }
    return keys;
  }

  /** The folders of the attempts, of whichever run, whose results this run's outcomes name. */
  Set<String> attemptsReferredTo() {
    Set<String> attempts = new HashSet<>();
    for (StepInventory step : steps) {
      if (step.outcome().isPresent() && step.outcome().get().getState() == State.SUCCEEDED) {
        for (ArtifactReference output : step.outcome().get().getResult().getOutputsMap().values()) {
          attempts.add(output.getPath().substring(0, output.getPath().lastIndexOf('/')));
        }
      }
    }
    return attempts;
  }

  /** The folders in which attempts and their workers on a session talk. */
  List<String> workFolders() {
    return steps.stream()
        .flatMap(step -> step.attempts().stream())
        .flatMap(attempt -> attempt.outputs().stream())
        .filter(folder -> folder.endsWith("/" + WORK))
        .toList();
  }

  /** Whether nothing of this run is kept. */
  boolean goesWholly(Set<String> neededAttempts) {
    return deletions(neededAttempts).containsValue(Kind.RUN);
  }

  /** What of this run goes, by key. */
  Map<String, Kind> deletions(Set<String> neededAttempts) {
    Map<String, Kind> deletions = new LinkedHashMap<>();
    boolean needed =
        steps.stream()
            .flatMap(step -> step.attempts().stream())
            .anyMatch(attempt -> neededAttempts.contains(attempt.folder()));
    if (!isKept && !needed) {
      deletions.put(layout.folder(), Kind.RUN);
      return deletions;
    }
    for (StepInventory step : steps) {
      boolean succeeded =
          step.outcome().map(StepOutcome::getState).equals(Optional.of(State.SUCCEEDED));
      if (step.hasCheckpoints() && (succeeded || !isKept)) {
        deletions.put(step.checkpoints(), Kind.CHECKPOINTS);
      }
      for (AttemptInventory attempt : step.attempts()) {
        if (neededAttempts.contains(attempt.folder())) {
          continue;
        }
        if (!isKept) {
          deletions.put(attempt.folder(), Kind.ATTEMPT);
        } else if (succeeded) {
          attempt.outputs().forEach(output -> deletions.put(output, Kind.OUTPUT));
        }
      }
    }
    return deletions;
  }

  private Instant created() {
    return LocalDateTime.parse(layout.runId().substring(0, ID_TIME_LENGTH), ID_TIME)
        .toInstant(ZoneOffset.UTC);
  }
}
