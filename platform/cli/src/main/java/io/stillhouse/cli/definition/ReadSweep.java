package io.stillhouse.cli.definition;

import io.stillhouse.model.plan.SweepPlan;
import io.stillhouse.orchestrator.components.LoadedComponents;
import java.nio.file.Path;

/**
 * A sweep as it was read from a user's files.
 *
 * @param plan the plans of its runs
 * @param components the components that they were made with
 * @param folder the folder of the definition's file, which relative sources are relative to
 */
public record ReadSweep(SweepPlan plan, LoadedComponents components, Path folder) {}
