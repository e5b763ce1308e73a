package io.stillhouse.model.definition;

import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.model.sweep.Matrix;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A pipeline as its author wrote it.
 *
 * @param name its name, a DNS label
 * @param description what it is for; possibly empty
 * @param experiment the experiment that its runs belong to, a DNS label
 * @param labels labels of every run
 * @param parameters the parameters that a run may set, in the order they were written
 * @param matrix which runs a sweep has, if the author says so; a single run does not ask
 * @param limits what its steps may use together
 * @param steps the steps in the order they were written
 * @param source the text itself
 */
public record PipelineDefinition(
    String name,
    String description,
    String experiment,
    Map<String, String> labels,
    Map<String, ParameterDeclaration> parameters,
    Optional<Matrix> matrix,
    ResourceLimits limits,
    List<StepDefinition> steps,
    SourceText source) {

  /** Copies lists and maps. */
  public PipelineDefinition {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    steps = List.copyOf(steps);
  }

  /** The step of that name, if there is one. */
  public Optional<StepDefinition> step(String stepName) {
    return steps.stream().filter(step -> step.name().equals(stepName)).findFirst();
  }
}
