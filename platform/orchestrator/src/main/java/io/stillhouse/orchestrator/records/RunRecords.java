package io.stillhouse.orchestrator.records;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.orchestrator.run.RunBackend;
import io.stillhouse.orchestrator.run.RunRequest;
import io.stillhouse.v1.Backend;
import io.stillhouse.v1.Resources;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.RunStep;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** Records of runs. */
public final class RunRecords {

  private RunRecords() {}

  /** The record of a run that is created now. */
  public static Run of(RunRequest request, RunLayout layout, Instant createTime) {
    TreeMap<String, String> labels = new TreeMap<>(request.plan().definition().labels());
    labels.putAll(request.labels());
    Run.Builder run =
        Run.newBuilder()
            .setName(layout.name())
            .setDefinition(Definitions.toProto(request.plan().definition()))
            .putAllParameters(Values.toProto(request.plan().parameters()))
            .setExperiment(request.experiment().orElse(request.plan().definition().experiment()))
            .putAllLabels(labels)
            .setCreateTime(Times.toProto(createTime))
            .setSourceBaseUri(request.sourceBase().toUri().toString())
            .setUseCache(request.cacheUse() == RunRequest.CacheUse.READ_AND_WRITE);
    request.components().folders().values().stream()
        .map(Path::toUri)
        .forEach(uri -> run.addComponentUris(uri.toString()));
    ResourceLimits limits = request.limits();
    if (!limits.equals(ResourceLimits.NONE)) {
      run.getLimitsBuilder()
          .setCpuMillis(limits.cpuMillis().orElse(0L))
          .setMemoryBytes(limits.memoryBytes().orElse(0L))
          .setGpus(limits.gpus().orElse(0));
    }
    request.plan().steps().forEach(step -> run.addSteps(toProto(step)));
    run.setBackend(toProto(request.backend()));
    return run.build();
  }

  /** The limits of a run: its own where it has any, else those of its plan. */
  public static ResourceLimits limits(Run run, ResourceLimits ofPlan) {
    Resources own = run.getLimits();
    return new ResourceLimits(
        own.getCpuMillis() > 0 ? Optional.of(own.getCpuMillis()) : ofPlan.cpuMillis(),
        own.getMemoryBytes() > 0 ? Optional.of(own.getMemoryBytes()) : ofPlan.memoryBytes(),
        own.getGpus() > 0 ? Optional.of(own.getGpus()) : ofPlan.gpus());
  }

  /** Who starts the steps of a run. */
  public static RunBackend backend(Run run) {
    Backend backend = run.getBackend();
    return run.hasBackend()
        ? new RunBackend(
            backend.getLauncher(),
            backend.getLauncherSettingsMap(),
            backend.getRunner(),
            backend.getRunnerSettingsMap(),
            backend.getSessionSettingsMap(),
            Optional.empty())
        : RunBackend.LOCAL;
  }

  private static Backend toProto(RunBackend backend) {
    return Backend.newBuilder()
        .setLauncher(backend.launcher())
        .putAllLauncherSettings(backend.launcherSettings())
        .setRunner(backend.runner())
        .putAllRunnerSettings(backend.runnerSettings())
        .putAllSessionSettings(backend.sessionSettings())
        .build();
  }

  private static RunStep toProto(PlannedStep step) {
    String item = step.item();
    return RunStep.newBuilder()
        .setName(step.name())
        .setStepDefinition(step.stepDefinitionName())
        .setItem(item == null ? "" : item)
        .setComponent(step.component().name())
        .addAllUpstream(step.upstream())
        .build();
  }
}
