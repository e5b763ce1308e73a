package io.stillhouse.cli.doctor;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.definition.ReadPlan;
import io.stillhouse.launch.Examination;
import io.stillhouse.launch.Finding;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.orchestrator.backend.Launchers;
import io.stillhouse.orchestrator.backend.Runners;
import io.stillhouse.orchestrator.components.ComponentDigests;
import io.stillhouse.orchestrator.components.ContentDigests;
import io.stillhouse.orchestrator.components.DigestMemoPlace;
import io.stillhouse.orchestrator.components.LoadedComponents;
import io.stillhouse.orchestrator.run.RunBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Examines a place for runs.
 *
 * @param store where runs are to lie
 * @param backend who is to start steps
 * @param environment the environment variables
 * @param components all components
 * @param plan what is to be run; empty: anything
 */
public record Doctor(
    ArtifactStore store,
    RunBackend backend,
    Map<String, String> environment,
    LoadedComponents components,
    Optional<ReadPlan> plan) {

  /** Copies. */
  public Doctor {
    environment = Map.copyOf(environment);
  }

  /** Everything that was found. */
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    Launchers launchers = new Launchers();
    findings.add(new JavaCheck().find());
    if (!backend.startsImages() || launchers.provider(backend.launcher()).startsOnThisMachine()) {
      findings.add(new MachineCheck(steps()).find());
    }
    Finding ofStore = new StoreCheck(store).find();
    findings.add(ofStore);
    WantedImages images = images(ofStore);
    findings.addAll(images.problems());
    if (backend.startsImages()) {
      findings.addAll(
          launchers.examine(
              backend.launcher(),
              new Examination(
                  store.root(), backend.launcherSettings(), environment, images.names(), gpus())));
    }
    findings.addAll(new Runners(backend).examine(backend));
    return findings;
  }

  private WantedImages images(Finding ofStore) {
    Path memo =
        ofStore.status() == Finding.Status.OK
            ? DigestMemoPlace.of(store, environment)
            : DigestMemoPlace.besideNoStore(environment);
    return WantedImages.of(
        wanted(),
        plan.map(ReadPlan::components).orElse(components),
        new ComponentDigests(new ContentDigests(memo)),
        backend.registry());
  }

  private Collection<Component> wanted() {
    return plan.isPresent()
        ? steps().stream().map(PlannedStep::component).distinct().toList()
        : components.catalog().components();
  }

  private List<PlannedStep> steps() {
    return plan.map(read -> read.plan().steps()).orElse(List.of());
  }

  private int gpus() {
    return steps().stream().mapToInt(step -> step.resources().gpus()).max().orElse(0);
  }
}
