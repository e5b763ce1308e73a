package io.stillhouse.server.pipelines;

import io.stillhouse.model.plan.Plan;
import io.stillhouse.orchestrator.components.LoadedComponents;

/**
 * A definition that may be run.
 *
 * @param plan its plan, with the parameters of the run
 * @param components the components that the plan was made with
 */
public record ReadDefinition(Plan plan, LoadedComponents components) {}
