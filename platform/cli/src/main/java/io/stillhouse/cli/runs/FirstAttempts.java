package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.definition.ReadPlan;
import io.stillhouse.launch.AttemptName;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.orchestrator.components.ComponentDigests;
import io.stillhouse.orchestrator.components.ContentDigests;
import io.stillhouse.orchestrator.components.DigestMemoPlace;
import io.stillhouse.orchestrator.components.ImageName;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a launcher would be asked for by a run that does not exist. */
public final class FirstAttempts {
  private static final String RUN = "manifest";

  private FirstAttempts() {}

  /**
   * The first attempt of each step, in the order of the plan.
   *
   * @param store the root of the store where the run would lie
   * @param registry what images are called after
   * @param environment this process's environment
   * @throws IOException if a component is not built, so that nobody knows its image
   */
  public static List<LaunchRequest> of(
      ReadPlan read, URI store, Optional<String> registry, Map<String, String> environment)
      throws IOException {
    ComponentDigests digests =
        new ComponentDigests(new ContentDigests(DigestMemoPlace.besideNoStore(environment)));
    RunLayout run = new RunLayout(read.plan().definition().name(), RUN);
    List<LaunchRequest> requests = new ArrayList<>();
    for (PlannedStep step : read.plan().steps()) {
      Component component = step.component();
      String program = digests.of(component, read.components().folder(component.name()));
      AttemptName attempt = new AttemptName(run, step.name(), 1);
      requests.add(
          new LaunchRequest(
              attempt,
              store,
              URI.create(store + "/" + attempt.layout().task()),
              component,
              new ImageName(component.image()).reference(program, registry),
              List.of(),
              step.resources(),
              step.scheduling(),
              step.environment(),
              read.plan().definition().labels(),
              step.timeout()));
    }
    return requests;
  }
}
