package io.stillhouse.launch;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What a platform is to be examined for.
 *
 * @param store the root of the store that runs are to lie in
 * @param settings the launcher's own settings by name, as text
 * @param environment this process's environment
 * @param images the images that are to be started, by their full names
 * @param gpus how many GPUs the step with the most asks for
 */
public record Examination(
    URI store,
    Map<String, String> settings,
    Map<String, String> environment,
    List<String> images,
    int gpus) {

  /** Copies. */
  public Examination {
    settings = Map.copyOf(settings);
    environment = Map.copyOf(environment);
    images = List.copyOf(images);
  }
}
