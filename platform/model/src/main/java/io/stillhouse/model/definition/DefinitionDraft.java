package io.stillhouse.model.definition;

import io.stillhouse.model.problem.Problems;
import java.util.Set;

/**
 * What could be read of a definition that may have errors, so that planning can find its own
 * problems in the same pass.
 *
 * @param definition what could be read; not to be run unless the problems have no errors
 * @param brokenSteps the steps that have errors themselves
 * @param brokenParameters the pipeline parameters whose declaration has errors
 * @param problems everything found so far
 */
public record DefinitionDraft(
    PipelineDefinition definition,
    Set<String> brokenSteps,
    Set<String> brokenParameters,
    Problems problems) {

  /** Copies the names. */
  public DefinitionDraft {
    brokenSteps = Set.copyOf(brokenSteps);
    brokenParameters = Set.copyOf(brokenParameters);
  }
}
