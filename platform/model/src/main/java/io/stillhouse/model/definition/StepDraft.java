package io.stillhouse.model.definition;

import io.stillhouse.model.expression.ConditionExpression;
import io.stillhouse.model.expression.Template;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.shape.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step as far as it could be read.
 *
 * @param inputNames the inputs that are wired, also those whose wiring made no sense
 * @param parameterNames the parameters that are set, also those whose value made no sense
 * @param fannedOut whether it has a {@code forEach}, also one that made no sense
 */
record StepDraft(
    Optional<String> name,
    Place namePlace,
    Optional<String> component,
    Place componentPlace,
    Map<String, Named<Template>> parameters,
    List<String> parameterNames,
    Map<String, Named<InputDefinition>> inputs,
    List<String> inputNames,
    Optional<ConditionExpression> when,
    Optional<Template> forEach,
    boolean fannedOut,
    StepSettings settings,
    Map<String, String> labels,
    Place place,
    Place resourcesPlace,
    Place dataParallelPlace) {}
