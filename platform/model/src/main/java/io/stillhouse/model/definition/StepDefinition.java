package io.stillhouse.model.definition;

import io.stillhouse.model.expression.ConditionExpression;
import io.stillhouse.model.expression.Template;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.resource.ResourceRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A step as its author wrote it, the definition's defaults filled in.
 *
 * @param name its name, a DNS label
 * @param component the component that does the work
 * @param parameters the component's parameters that are set
 * @param inputs the component's inputs that are wired
 * @param when the condition under which it runs; empty: always
 * @param forEach the list that it is fanned out over; empty: one step
 * @param retry how often each class of failure is tried again
 * @param timeout how long an attempt may run; empty: without bound
 * @param resources what an attempt may use
 * @param scheduling where an attempt may run
 * @param dataParallel where its work on many shards is done
 * @param cacheable whether it may be served from the cache
 * @param environment environment variables, part of the cache key
 * @param labels labels of the step
 * @param place where it is written
 */
public record StepDefinition(
    String name,
    String component,
    Map<String, Template> parameters,
    Map<String, InputDefinition> inputs,
    Optional<ConditionExpression> when,
    Optional<Template> forEach,
    RetryPolicy retry,
    Optional<Duration> timeout,
    ResourceRequest resources,
    Scheduling scheduling,
    DataParallel dataParallel,
    boolean cacheable,
    Map<String, String> environment,
    Map<String, String> labels,
    Place place) {

  /** Copies the maps. */
  public StepDefinition {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }
}
