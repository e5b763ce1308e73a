package io.stillhouse.server.trigger;

import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.server.pipelines.StoredPipelines;
import io.stillhouse.server.trigger.definition.TriggerParser;
import java.util.Optional;
import java.util.Set;

/** The stored pipelines as those that triggers may start. */
record KnownPipelines(StoredPipelines stored) implements TriggerParser.Pipelines {
  @Override
  public Optional<PipelineDefinition> definition(String pipeline, Optional<Integer> version) {
    return stored.definition(pipeline, version);
  }

  @Override
  public Set<String> names() {
    return stored.names();
  }
}
