package io.stillhouse.contract;

import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.launch.AttemptName;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.model.component.CommandExecution;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.definition.Scheduling;
import io.stillhouse.model.resource.ResourceRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Attempts whose step is a script of a shell. */
final class Scripts {
  private Scripts() {}

  /** The request for an attempt, whose task lies in the store. */
  static LaunchRequest request(
      LauncherPlatform platform,
      int number,
      String script,
      ResourceRequest resources,
      Map<String, String> environment) {
    AttemptName attempt = new AttemptName(LauncherPlatform.RUN, "script", number);
    AttemptLayout layout = attempt.layout();
    platform.store().create(layout.task(), "{}".getBytes(StandardCharsets.UTF_8));
    Component component =
        new Component(
            "script",
            "",
            platform.image(),
            new CommandExecution(List.of("sh", "-c", script)),
            Map.of(),
            Map.of(),
            Map.of(),
            resources,
            Set.of());
    return new LaunchRequest(
        attempt,
        platform.store().root(),
        platform.store().uri(layout.task()),
        component,
        platform.image(),
        List.of(),
        resources,
        Scheduling.ANYWHERE,
        environment,
        Map.of("team", "vision"),
        Optional.empty());
  }

  /** The same attempt with files that it reads. */
  static LaunchRequest withSources(LaunchRequest request, List<Path> sources) {
    return changed(request, request.component(), request.image(), sources);
  }

  /** The same attempt with another image. */
  static LaunchRequest withImage(LaunchRequest request, String image) {
    return changed(request, request.component(), image, request.sources());
  }

  /** The same attempt with another program. */
  static LaunchRequest withCommand(LaunchRequest request, List<String> command) {
    Component component = request.component();
    return changed(
        request,
        new Component(
            component.name(),
            component.description(),
            component.image(),
            new CommandExecution(command),
            component.inputs(),
            component.outputs(),
            component.parameters(),
            component.resources(),
            component.dataParallel()),
        request.image(),
        request.sources());
  }

  private static LaunchRequest changed(
      LaunchRequest request, Component component, String image, List<Path> sources) {
    return new LaunchRequest(
        request.attempt(),
        request.store(),
        request.task(),
        component,
        image,
        sources,
        request.resources(),
        request.scheduling(),
        request.environment(),
        request.labels(),
        request.timeout());
  }
}
