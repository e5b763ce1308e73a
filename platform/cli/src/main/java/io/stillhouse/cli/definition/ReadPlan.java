package io.stillhouse.cli.definition;

import io.stillhouse.model.plan.Plan;
import io.stillhouse.orchestrator.components.LoadedComponents;
import java.nio.file.Path;

/**
 * A plan as it was read from a user's files.
 *
 * @param plan the plan, with the run's parameters
 * @param components the components that it was made with
 * @param folder the folder of the definition's file, which relative sources are relative to
 */
public record ReadPlan(Plan plan, LoadedComponents components, Path folder) {}
