package io.stillhouse.server.trigger.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A trigger.
 *
 * @param name a DNS label
 * @param description what it is for; possibly empty
 * @param pipeline the pipeline that it starts
 * @param version the uploaded version that it starts; empty: the newest definition
 * @param experiment the experiment of its runs; empty: the definition's
 * @param parameters parameters of its runs, as on a command line
 * @param payloadParameters parameters that the payload of a call gives
 * @param labels labels of its runs
 * @param payloadLabels labels that the payload of a call gives
 * @param concurrency what becomes of events while a run is at work
 * @param maxQueued how many events may wait
 * @param paused whether it starts nothing
 * @param schedule when it starts by the clock
 * @param webhook who may call it
 */
public record TriggerDefinition(
    String name,
    String description,
    String pipeline,
    Optional<Integer> version,
    String experiment,
    Map<String, String> parameters,
    Map<String, PayloadValue> payloadParameters,
    Map<String, String> labels,
    Map<String, PayloadValue> payloadLabels,
    Concurrency concurrency,
    int maxQueued,
    boolean paused,
    Optional<Schedule> schedule,
    Optional<Webhook> webhook) {

  /** Copies the maps. */
  public TriggerDefinition {
    parameters = copy(parameters);
    payloadParameters = copy(payloadParameters);
    labels = copy(labels);
    payloadLabels = copy(payloadLabels);
  }

  private static <T> Map<String, T> copy(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
