package io.stillhouse.server.view;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.runstore.view.ArtifactSummary;
import io.stillhouse.runstore.view.AttemptSummary;
import io.stillhouse.runstore.view.StepProgress;
import io.stillhouse.runstore.view.StepSummary;
import io.stillhouse.server.names.Names.ArtifactName;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.AttemptDetail;
import io.stillhouse.v1.CacheEntry;
import io.stillhouse.v1.Phase;
import io.stillhouse.v1.RunStep;
import io.stillhouse.v1.StepArtifact;
import io.stillhouse.v1.StepDetail;
import io.stillhouse.v1.StepTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Steps as a page about their run shows them. */
final class StepDetails {
  private final RunRecordCache records;

  StepDetails(RunRecordCache records) {
    this.records = records;
  }

  StepDetail of(RunLayout run, StepSummary step, Instant now) {
    StepDetail.Builder detail =
        StepDetail.newBuilder()
            .setName(run.name() + "/steps/" + step.name())
            .setStep(
                RunStep.newBuilder()
                    .setName(step.name())
                    .setStepDefinition(step.stepDefinition())
                    .setItem(step.item())
                    .setComponent(step.component())
                    .addAllUpstream(step.upstream()))
            .setState(step.state())
            .setCached(step.cached())
            .setCachedFrom(step.cachedFrom())
            .setReason(step.reason())
            .addAllBlockedBy(step.blockedBy())
            .putAllMetrics(step.metrics());
    step.readyTime().ifPresent(time -> detail.setReadyTime(Times.toProto(time)));
    step.endTime().ifPresent(time -> detail.setEndTime(Times.toProto(time)));
    step.error().ifPresent(detail::setError);
    if (!Details.isOver(step.state())) {
      step.progress().ifPresent(progress -> detail.setProgress(progress.progress()));
      step.progress()
          .flatMap(progress -> remaining(progress, now))
          .ifPresent(time -> detail.setRemaining(Times.toProto(time)));
    }
    Optional<Instant> before = step.readyTime();
    for (AttemptSummary attempt : step.attempts()) {
      detail.addAttempts(attempt(run, step, attempt, before));
      before = attempt.endTime();
    }
    for (ArtifactSummary output : step.outputs()) {
      detail.addOutputs(artifact(output.output(), output.reference()));
    }
    records
        .cacheEntry(step.cacheKey())
        .map(CacheEntry::getKeyPartsMap)
        .ifPresent(detail::putAllCacheKeyParts);
    task(run, step).ifPresent(task -> addTask(detail, task));
    return detail.build();
  }

  /** What the last attempt was asked to do; of a cached step, what the one that made it was. */
  private Optional<StepTask> task(RunLayout run, StepSummary step) {
    if (!step.attempts().isEmpty()) {
      int last = step.attempts().get(step.attempts().size() - 1).number();
      return records.task(run, step.name(), last);
    }
    return step.outputs().stream()
        .findFirst()
        .map(output -> ArtifactName.ofPath(output.reference().getPath()).attempt())
        .flatMap(made -> records.task(made.run(), made.step(), made.number()));
  }

  private static void addTask(StepDetail.Builder detail, StepTask task) {
    detail.putAllParameters(task.getParametersMap());
    if (task.hasResources()) {
      detail.setResources(task.getResources());
    }
    task.getInputsMap().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            input ->
                input
                    .getValue()
                    .getArtifactsList()
                    .forEach(
                        wired ->
                            detail.addInputs(
                                artifact(input.getKey(), wired.getArtifact()).toBuilder()
                                    .setProducer(wired.getProducer())
                                    .setItem(wired.getItem()))));
  }

  private static StepArtifact artifact(String port, ArtifactReference reference) {
    return StepArtifact.newBuilder()
        .setPort(port)
        .setArtifact(ArtifactName.ofPath(reference.getPath()).toString())
        .setType(reference.getType())
        .setDigest(reference.getDigest())
        .build();
  }

  private static AttemptDetail attempt(
      RunLayout run, StepSummary step, AttemptSummary attempt, Optional<Instant> readySince) {
    AttemptDetail.Builder detail =
        AttemptDetail.newBuilder()
            .setName(run.name() + "/steps/" + step.name() + "/attempts/" + attempt.number())
            .setNumber(attempt.number());
    attempt.startTime().ifPresent(time -> detail.setStartTime(Times.toProto(time)));
    attempt.endTime().ifPresent(time -> detail.setEndTime(Times.toProto(time)));
    attempt.exitCode().ifPresent(detail::setExitCode);
    attempt.error().ifPresent(detail::setError);
    phase(detail, Phase.QUEUED, readySince, attempt.startTime());
    phase(
        detail, Phase.STARTING, attempt.startTime(), attempt.workStartTime().or(attempt::endTime));
    phase(
        detail, Phase.WORKING, attempt.workStartTime(), attempt.workEndTime().or(attempt::endTime));
    phase(detail, Phase.ENDING, attempt.workEndTime(), attempt.endTime());
    return detail.build();
  }

  private static void phase(
      AttemptDetail.Builder detail, Phase phase, Optional<Instant> from, Optional<Instant> to) {
    from.ifPresent(
        start -> {
          var time = detail.addPhasesBuilder().setPhase(phase).setStartTime(Times.toProto(start));
          // Clocks of two machines may disagree a little; no phase is shorter than nothing.
          to.ifPresent(end -> time.setEndTime(Times.toProto(end.isBefore(start) ? start : end)));
        });
  }

  /** How long a step will take at the rate at which it has gone so far. */
  static Optional<Duration> remaining(StepProgress told, Instant now) {
    long done = told.progress().getDone() - told.firstDone();
    long toDo = told.progress().getTotal() - told.progress().getDone();
    long millis = Duration.between(told.firstTime(), told.time()).toMillis();
    if (told.progress().getTotal() <= 0 || done <= 0 || millis <= 0) {
      return Optional.empty();
    }
    Duration then = Duration.ofMillis(Math.round(Math.max(0, toDo) * (double) millis / done));
    Duration left = then.minus(Duration.between(told.time(), now));
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }
}
