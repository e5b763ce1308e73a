package io.stillhouse.launch;

import io.stillhouse.artifacts.RunLayout;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The controller of one run, which a platform is to run by itself.
 *
 * @param run the run, which is created already
 * @param store the root of its store, which the platform reaches
 * @param image the image of the controller, unless the settings name another; empty: unknown
 * @param arguments what the {@code stillhouse} command in it is called with
 * @param settings the launcher's settings by name, as text
 * @param environment this process's environment
 */
public record ControllerRequest(
    RunLayout run,
    URI store,
    Optional<String> image,
    List<String> arguments,
    Map<String, String> settings,
    Map<String, String> environment) {

  /** Copies. */
  public ControllerRequest {
    arguments = List.copyOf(arguments);
    settings = Map.copyOf(settings);
    environment = Map.copyOf(environment);
  }
}
