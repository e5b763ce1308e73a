package io.stillhouse.model.plan;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.definition.DataParallel;
import io.stillhouse.model.definition.RetryPolicy;
import io.stillhouse.model.definition.Scheduling;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.value.Value;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan, ready to run once its inputs are there.
 *
 * @param name its name within the run, a DNS label of at most 63 characters
 * @param stepDefinitionName the step of the definition that it comes from
 * @param item the name of its fan-out item; null when it is not fanned out
 * @param component its component
 * @param parameters every parameter of the component that has a value, defaults filled in
 * @param inputs what feeds each wired input
 * @param when the condition under which it runs
 * @param retry how often each class of failure is tried again
 * @param timeout how long an attempt may run; empty: without bound
 * @param resources what an attempt may use
 * @param scheduling where an attempt may run
 * @param dataParallel where its work on many shards is done
 * @param cacheable whether it may be served from the cache
 * @param environment environment variables, part of the cache key
 * @param labels labels of the step
 */
public record PlannedStep(
    String name,
    String stepDefinitionName,
    @Nullable String item,
    Component component,
    Map<String, Value> parameters,
    Map<String, InputWiring> inputs,
    Condition when,
    RetryPolicy retry,
    Optional<Duration> timeout,
    ResourceRequest resources,
    Scheduling scheduling,
    DataParallel dataParallel,
    boolean cacheable,
    Map<String, String> environment,
    Map<String, String> labels) {

  /** Copies the maps. */
  public PlannedStep {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** The planned steps that must end first: those that feed it and those its condition asks. */
  public Set<String> upstream() {
    Set<String> names = new TreeSet<>(when.steps());
    inputs.values().forEach(wiring -> wiring.sources().forEach(source -> names.add(source.step())));
    return Collections.unmodifiableSet(names);
  }
}
