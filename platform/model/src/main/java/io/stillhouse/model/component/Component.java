package io.stillhouse.model.component;

import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.resource.ResourceRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A kind of step: what it takes, what it gives, how it is started.
 *
 * @param name its name, a DNS label
 * @param description what it does
 * @param image the container image that a cluster runs
 * @param execution how the process launcher starts it
 * @param inputs its inputs by name, in the order they were written
 * @param outputs its outputs by name, in the order they were written
 * @param parameters its parameters by name, in the order they were written
 * @param resources what its steps may use when the definition does not say
 * @param dataParallel who can do its work on many shards, besides its own process
 */
public record Component(
    String name,
    String description,
    String image,
    Execution execution,
    Map<String, InputDeclaration> inputs,
    Map<String, OutputDeclaration> outputs,
    Map<String, ParameterDeclaration> parameters,
    ResourceRequest resources,
    Set<ShardRunner> dataParallel) {

  /** Copies the maps. */
  public Component {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    dataParallel = Collections.unmodifiableSet(new LinkedHashSet<>(dataParallel));
  }

  /** Whether its work on many shards, if it has any, can be done there. */
  public boolean canRunShardsOn(ShardRunner runner) {
    return runner == ShardRunner.DIRECT || dataParallel.contains(runner);
  }
}
