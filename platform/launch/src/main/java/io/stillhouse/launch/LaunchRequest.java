package io.stillhouse.launch;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.definition.Scheduling;
import io.stillhouse.model.resource.ResourceRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a launcher needs to know of an attempt.
 *
 * @param attempt the attempt's name, the same whenever it is launched
 * @param store the root of the store
 * @param task where the attempt's {@code StepTask} is
 * @param component what is to be started
 * @param image the image of that component that belongs to the run
 * @param sources files and folders outside the store that the attempt reads, absolute
 * @param resources what the attempt may use
 * @param scheduling where a cluster may put it
 * @param environment the environment variables that the definition declares
 * @param labels the labels of the run
 * @param timeout how long the attempt may work; whoever launches it watches over that, too
 */
public record LaunchRequest(
    AttemptName attempt,
    URI store,
    URI task,
    Component component,
    String image,
    List<Path> sources,
    ResourceRequest resources,
    Scheduling scheduling,
    Map<String, String> environment,
    Map<String, String> labels,
    Optional<Duration> timeout) {

  /** Copies. */
  public LaunchRequest {
    sources = List.copyOf(sources);
    environment = Map.copyOf(environment);
    labels = Map.copyOf(labels);
  }
}
