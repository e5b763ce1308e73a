package io.stillhouse.model.definition;

import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.model.shape.Named;
import io.stillhouse.model.sweep.MatrixDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline as far as it could be read.
 *
 * @param parameterNames the parameters that are declared, also those whose declaration made no
 *     sense
 */
record PipelineDraft(
    Optional<String> name,
    String description,
    Optional<String> experiment,
    Map<String, String> labels,
    Map<String, Named<ParameterDeclaration>> parameters,
    List<String> parameterNames,
    Optional<MatrixDraft> matrix,
    ResourceLimits limits,
    StepSettings defaults,
    List<StepDraft> steps,
    Place stepsPlace) {}
