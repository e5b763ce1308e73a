package io.stillhouse.model.definition;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Inputs and the outputs that they name. */
class WiringProblemsTest extends OneMistakeTest {
  private static final String TEACHER = "teacher: ${steps.teacher[item].outputs.model}";

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            TEACHER,
            "teacher: ${steps.teacher[item].outputs.modle}",
            "44:18 steps[soft-labels].inputs.teacher: step 'teacher' (teacher-pretraining) has no"
                + " output 'modle'; did you mean model"),
        mistake(
            TEACHER,
            "teacher: ${steps.dataset.outputs.dataset}",
            "44:18 steps[soft-labels].inputs.teacher: input 'teacher' takes a Model, but"
                + " ${steps.dataset.outputs.dataset} is a Dataset"),
        mistake(
            TEACHER,
            "teacher: ${steps.teacher.outputs.model}",
            "44:18 steps[soft-labels].inputs.teacher: step 'teacher' is fanned out: say which of"
                + " its items, teacher[item], teacher[*] or teacher[NAME]"),
        mistake(
            TEACHER,
            "teacher: ${steps.teacher[*].outputs.model}",
            "44:16 steps[soft-labels].inputs.teacher: input 'teacher' takes one artifact, [*]"
                + " gives a list: write [item] or the name of an item"),
        mistake(
            TEACHER,
            "teacher: ${steps.teacher[resnet21].outputs.model}",
            "44:18 steps[soft-labels].inputs.teacher: step 'teacher' has no item 'resnet21'; did"
                + " you mean resnet20"),
        mistake(
            TEACHER,
            "teacher: ${steps.techer[item].outputs.model}",
            "44:18 steps[soft-labels].inputs.teacher: there is no step 'techer'; did you mean"
                + " teacher"),
        mistake(
            TEACHER,
            "teacher: [\"${steps.teacher[item].outputs.model}\"]",
            "44:16 steps[soft-labels].inputs.teacher: input 'teacher' takes one artifact, not a"
                + " list"),
        mistake(
            TEACHER,
            "teacher: steps.teacher[item].outputs.model",
            "44:16 steps[soft-labels].inputs.teacher: write"
                + " ${steps.teacher[item].outputs.model}"),
        mistake(
            TEACHER,
            "teacher: ${steps.teacher[item.outputs.model}",
            "44:32 steps[soft-labels].inputs.teacher: the bracket is not closed by ]"),
        mistake(
            "      " + TEACHER + "\n",
            "",
            "39:5 steps[soft-labels]: component 'soft-label-extraction' needs the input 'teacher',"
                + " a Model"),
        mistake(
            TEACHER,
            TEACHER + "\n      techer: ${steps.dataset.outputs.dataset}",
            "45:7 steps[soft-labels].inputs.techer: component 'soft-label-extraction' has no input"
                + " 'techer'; did you mean teacher"),
        mistake(
            "${steps.dataset.outputs.dataset}\n      softLabels",
            "${steps.dataset[*].outputs.dataset}\n      softLabels",
            "49:16 steps[finetune].inputs.dataset: input 'dataset' takes one artifact, [*] gives a"
                + " list: write [item] or the name of an item",
            "49:18 steps[finetune].inputs.dataset: step 'dataset' is not fanned out: leave [*]"
                + " out"),
        mistake(
            "${steps.dataset.outputs.dataset}\n      softLabels",
            "${steps.evaluate.outputs.report}\n      softLabels",
            "49:18 steps[finetune].inputs.dataset: input 'dataset' takes a Dataset, but"
                + " ${steps.evaluate.outputs.report} is a Report",
            "57:18 steps[evaluate].inputs.student: steps wait for each other in a circle: finetune"
                + " needs evaluate needs finetune"),
        mistake(
            "softLabels: ${steps.soft-labels[*].outputs.softLabels}",
            "softLabels: [\"${steps.soft-labels[*].outputs.softLabels}\","
                + " \"${steps.finetune.outputs.model}\"]",
            "50:69 steps[finetune].inputs.softLabels[1]: input 'softLabels' takes a SoftLabels,"
                + " but ${steps.finetune.outputs.model} is a Model",
            "50:69 steps[finetune].inputs.softLabels[1]: step 'finetune' needs its own output"));
  }
}
