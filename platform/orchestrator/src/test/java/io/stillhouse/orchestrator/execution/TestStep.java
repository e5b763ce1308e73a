package io.stillhouse.orchestrator.execution;

import io.stillhouse.model.component.Cardinality;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.definition.DataParallel;
import io.stillhouse.model.definition.RetryBudget;
import io.stillhouse.model.definition.RetryPolicy;
import io.stillhouse.model.definition.Scheduling;
import io.stillhouse.model.plan.Condition;
import io.stillhouse.model.plan.InputWiring;
import io.stillhouse.model.plan.OutputOf;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.value.NumberValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds planned steps of the scripted component. */
final class TestStep {
  private static final RetryPolicy.Backoff QUICK =
      new RetryPolicy.Backoff(Duration.ofMillis(10), 1, Duration.ofMillis(10));

  private final String name;
  private final Map<String, Value> parameters = new LinkedHashMap<>();
  private final Map<String, InputWiring> inputs = new LinkedHashMap<>();
  private RetryPolicy retry = retries(0, 0, 0);
  private Optional<Duration> timeout = Optional.empty();
  private ResourceRequest resources = new ResourceRequest(1000, 256L << 20, 0);
  private Condition when = Condition.ALWAYS;
  private boolean cacheable = true;
  private DataParallel dataParallel = DataParallel.DIRECT;

  private TestStep(String name) {
    this.name = name;
    parameters.put("script", new TextValue("ok"));
    parameters.put("text", new TextValue(""));
    parameters.put("metric", new NumberValue(0.5));
  }

  private static RetryPolicy retries(int application, int infrastructure, int outOfMemory) {
    return new RetryPolicy(
        Map.of(
            RetryBudget.APPLICATION,
            application,
            RetryBudget.INFRASTRUCTURE,
            infrastructure,
            RetryBudget.OUT_OF_MEMORY,
            outOfMemory),
        QUICK);
  }

  static TestStep named(String name) {
    return new TestStep(name);
  }

  /** One word a start; see {@link ScriptedStep}. */
  TestStep script(String... words) {
    return parameter("script", String.join(" ", words));
  }

  TestStep parameter(String parameter, String value) {
    parameters.put(parameter, new TextValue(value));
    return this;
  }

  /** Takes the data of these steps as a list, from which skipped ones drop out. */
  TestStep list(String... producers) {
    inputs.put(
        "inputs",
        new InputWiring(
            Arrays.stream(producers).map(step -> new OutputOf(step, "data")).toList(),
            Cardinality.LIST));
    return this;
  }

  /** Takes the data of one step. */
  TestStep one(String producer, Cardinality cardinality) {
    inputs.put("one", new InputWiring(List.of(new OutputOf(producer, "data")), cardinality));
    return this;
  }

  TestStep when(Condition condition) {
    when = condition;
    return this;
  }

  TestStep retry(int application, int infrastructure, int outOfMemory) {
    retry = retries(application, infrastructure, outOfMemory);
    return this;
  }

  TestStep timeout(Duration limit) {
    timeout = Optional.of(limit);
    return this;
  }

  TestStep cpu(long millis) {
    resources = new ResourceRequest(millis, resources.memoryBytes(), 0);
    return this;
  }

  TestStep memory(long mebibytes) {
    resources = new ResourceRequest(resources.cpuMillis(), mebibytes << 20, 0);
    return this;
  }

  TestStep dataParallel(DataParallel where) {
    dataParallel = where;
    return this;
  }

  TestStep uncached() {
    cacheable = false;
    return this;
  }

  PlannedStep plan(Component component, String trace) {
    Map<String, Value> values = new LinkedHashMap<>(parameters);
    values.put("name", new TextValue(name));
    values.put("trace", new TextValue(trace));
    return new PlannedStep(
        name,
        name,
        null,
        component,
        values,
        inputs,
        when,
        retry,
        timeout,
        resources,
        Scheduling.ANYWHERE,
        dataParallel,
        cacheable,
        Map.of(),
        Map.of());
  }
}
