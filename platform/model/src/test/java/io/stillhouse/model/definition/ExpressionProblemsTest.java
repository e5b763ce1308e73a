package io.stillhouse.model.definition;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Expressions and conditions. */
class ExpressionProblemsTest extends OneMistakeTest {
  private static final String CONDITION = "when: parameters.epochs > 0 &&";

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            SEED,
            "seed: ${parameters.sed}",
            "32:15 steps[dataset].parameters.seed: the pipeline has no parameter 'sed'; did you"
                + " mean seed"),
        mistake(
            SEED,
            "seed: ${paramters.seed}",
            "32:15 steps[dataset].parameters.seed: there is nothing called 'paramters' here; did"
                + " you mean parameters"),
        mistake(
            SEED,
            "seed: ${parameters.seed",
            "32:30 steps[dataset].parameters.seed: '}' must come at the end of the expression,"
                + " there is the end"),
        mistake(
            SEED,
            "seed: ${parameters}",
            "32:25 steps[dataset].parameters.seed: '.' must come after parameters, there is '}'"),
        mistake(
            SEED,
            "seed: run-${parameters.seed}",
            "32:13 steps[dataset].parameters.seed: is a string, it must be an integer"),
        mistake(
            SEED,
            "seed:",
            "32:12 steps[dataset].parameters.seed: there is no value: give one, or leave the key"
                + " out"),
        mistake(
            SEED,
            "seed: ${item.seed}",
            UNUSED_SEED,
            "32:15 steps[dataset].parameters.seed: there is no item: the step has no forEach, so"
                + " ${item.seed} means nothing"),
        mistake(
            SEED,
            "seed: ${steps.dataset.outputs.dataset}",
            UNUSED_SEED,
            "32:15 steps[dataset].parameters.seed: an output is an artifact: wire it under"
                + " 'inputs', not under 'parameters'"),
        mistake(
            SEED,
            "seed: ${steps.dataset.metrics['x']}",
            "32:13 steps[dataset].parameters.seed: metrics are known only after their step ran:"
                + " only 'when' can ask for them"),
        mistake(
            SEED,
            "seed: ${parameters.teachers}",
            UNUSED_SEED,
            "32:15 steps[dataset].parameters.seed: ${parameters.teachers} is a list, it must be an"
                + " integer"),
        mistake(
            CONDITION,
            "when: parameters.epochs > 0 and",
            "53:33 steps[evaluate].when: 'and' is written &&"),
        mistake(
            CONDITION,
            "when: parameters.epochs &&",
            "53:11 steps[evaluate].when: each side of && must be true or false, this is a number"),
        mistake(
            CONDITION,
            "when: parameters.epoch > 0 &&",
            "53:11 steps[evaluate].when: the pipeline has no parameter 'epoch'; did you mean"
                + " epochs"),
        mistake(
            CONDITION,
            "when: parameters.epochs = 0 &&",
            "53:29 steps[evaluate].when: to compare write =="),
        mistake(
            CONDITION,
            "when: (parameters.epochs > 0 &&",
            "53:97 steps[evaluate].when: ')' must come to close the parenthesis, there is the"
                + " end"),
        mistake(
            CONDITION,
            "when: parameters.epochs == 'a' &&",
            "53:29 steps[evaluate].when: the sides of == can never be the same: a number and a"
                + " string"),
        mistake(
            CONDITION,
            "when: ${parameters.epochs} > 0 &&",
            "53:11 steps[evaluate].when: a condition is an expression already: leave ${ and } out"),
        mistake(
            "metrics['validation.accuracy']",
            "metrics[validation.accuracy]",
            "53:67 steps[evaluate].when: a metric is written metrics['NAME']"),
        mistake(
            "metrics['validation.accuracy'] > 0.5",
            "outputs.model > 0.5",
            "53:36 steps[evaluate].when: a condition asks for metrics, parameters and items, not"
                + " outputs"),
        mistake(
            "steps.teacher[resnet20].metrics",
            "steps.teacher[resnet18].metrics",
            "53:36 steps[evaluate].when: step 'teacher' has no item 'resnet18'; did you mean"
                + " resnet20"),
        mistake(
            "steps.teacher[resnet20].metrics",
            "steps.teacher[*].metrics",
            "53:36 steps[evaluate].when: a condition needs one number: name one item instead of"
                + " [*]"),
        mistake(
            "steps.teacher[resnet20].metrics",
            "steps.evaluate.metrics",
            "53:36 steps[evaluate].when: step 'evaluate' needs its own output"));
  }
}
