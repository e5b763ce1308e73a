package io.stillhouse.orchestrator.launch;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.definition.Scheduling;
import io.stillhouse.model.resource.ResourceRequest;
import java.net.URI;
import java.util.Map;

/**
 * What a launcher needs to know of an attempt.
 *
 * @param name the attempt's name, the same whenever the attempt is launched: {@code
 *     <pipeline>/<run>/<step>/<attempt>}, which is also its folder in the store
 * @param task where the attempt's {@code StepTask} is
 * @param component what is to be started
 * @param resources what the attempt may use
 * @param scheduling where a cluster may put it
 * @param environment the environment variables that the definition declares
 */
public record LaunchRequest(
    String name,
    URI task,
    Component component,
    ResourceRequest resources,
    Scheduling scheduling,
    Map<String, String> environment) {

  /** Copies the environment. */
  public LaunchRequest {
    environment = Map.copyOf(environment);
  }
}
