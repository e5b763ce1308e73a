package io.stillhouse.model.definition;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Steps that are fanned out over a list. */
class FanOutProblemsTest extends OneMistakeTest {
  private static final String SECOND_ITEM = "- {name: vgg8, architecture: vgg8}";

  static Stream<Arguments> mistakes() {
    String other = "forEach: ${parameters.teachers}\n    inputs";
    return Stream.of(
        mistake(
            SECOND_ITEM,
            "- {name: resnet20, architecture: vgg8}",
            "35:16 steps[teacher].forEach: two items of the list are called 'resnet20'",
            "41:16 steps[soft-labels].forEach: two items of the list are called 'resnet20'"),
        mistake(
            SECOND_ITEM,
            "- {name: vgg8, architecturr: vgg8}",
            "36:35 steps[teacher].parameters.architecture: item 'vgg8' has no 'architecture'; did"
                + " you mean architecturr"),
        mistake(
            SECOND_ITEM,
            "- {name: vgg8, architecture: VGG}",
            "36:35 steps[teacher].parameters.architecture: the string \"VGG\" does not match the"
                + " pattern [a-z0-9.-]+ (item 'vgg8')"),
        mistake(
            other,
            "forEach: [{name: a}]\n    inputs",
            "44:18 steps[soft-labels].inputs.teacher: [item] needs the same list on both sides,"
                + " but step 'teacher' is fanned out over another one"),
        mistake(
            other,
            "forEach: [{nam: a}, 1.5, {name: 'A'}, {name: " + "a".repeat(60) + "}]\n    inputs",
            "41:15 steps[soft-labels].forEach[0]: item 0 of the list needs a 'name': it becomes"
                + " part of the step's name",
            "41:25 steps[soft-labels].forEach[1]: item 1 of the list is a number, it must be a map"
                + " with a 'name', a string or an integer",
            "41:30 steps[soft-labels].forEach[A]: the name of item 2, 'A', must be 1 to 63"
                + " lower-case letters, digits and, between them, '-'",
            "41:43 steps[soft-labels].forEach["
                + "a".repeat(60)
                + "]: the step would be called 'soft-labels-"
                + "a".repeat(60)
                + "', which has 72 characters of at most 63: shorten the step's or the item's"
                + " name",
            "44:18 steps[soft-labels].inputs.teacher: [item] needs the same list on both sides,"
                + " but step 'teacher' is fanned out over another one"),
        mistake(
            other,
            "inputs",
            "43:18 steps[soft-labels].inputs.teacher: [item] needs a step with forEach, this one"
                + " has none: write [*] for all items or [NAME] for one",
            "49:21 steps[finetune].inputs.softLabels: step 'soft-labels' is not fanned out: leave"
                + " [*] out"),
        mistake(
            other,
            "forEach: ${parameters.epochs}\n    inputs",
            "41:16 steps[soft-labels].forEach: forEach needs a list, parameter 'epochs' is an"
                + " integer",
            "44:18 steps[soft-labels].inputs.teacher: [item] needs the same list on both sides,"
                + " but step 'teacher' is fanned out over another one"),
        mistake(
            other,
            "forEach: ${steps.teacher[*].outputs.model}\n    inputs",
            "41:16 steps[soft-labels].forEach: forEach needs a list that is known when the run is"
                + " planned: ${parameters.NAME} or a list written here",
            "44:18 steps[soft-labels].inputs.teacher: [item] needs the same list on both sides,"
                + " but step 'teacher' is fanned out over another one"));
  }
}
