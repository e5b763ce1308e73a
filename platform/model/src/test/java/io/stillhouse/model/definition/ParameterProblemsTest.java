package io.stillhouse.model.definition;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Declared parameters and the values of steps. */
class ParameterProblemsTest extends OneMistakeTest {
  private static final String EPOCHS = "epochs: {type: integer, default: 3,";

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "format: idx",
            "format: idz",
            "30:15 steps[dataset].parameters.format: the string \"idz\" is not one of idx,"
                + " cifar10, folder; did you mean idx"),
        mistake(
            "format: idx",
            "fromat: idx",
            "27:5 steps[dataset]: component 'dataset-prep' needs the parameter 'format', a string",
            "30:7 steps[dataset].parameters.fromat: component 'dataset-prep' has no parameter"
                + " 'fromat'; did you mean format"),
        mistake(
            "format: idx",
            "format: 3",
            "30:15 steps[dataset].parameters.format: is the integer 3, it must be a string: put it"
                + " in quotes"),
        mistake(
            SEED,
            "seed: \"1\"",
            UNUSED_SEED,
            "32:13 steps[dataset].parameters.seed: is the string \"1\", it must be an integer:"
                + " write it without quotes"),
        mistake(
            SEED,
            "seed: 99999999999999999999",
            "32:13 steps[dataset].parameters.seed: is the integer 99999999999999999999, which is"
                + " out of the range of 64 bits"),
        mistake(SEED, "seed: 1", UNUSED_SEED),
        mistake(
            "branches: [resnet8, resnet8]",
            "branches: [resnet8, 8]",
            "47:38 steps[finetune].parameters.branches[1]: is the integer 8, it must be a string:"
                + " put it in quotes"),
        mistake(
            EPOCHS,
            "epochs: {type: integer, default: 0,",
            "10:36 parameters.epochs.default: 0 is out of range, it must be at least 1 and at most"
                + " 1000"),
        mistake(
            EPOCHS,
            "epochs: {type: intger, default: 3,",
            "10:18 parameters.epochs.type: is the string \"intger\", it must be one of string,"
                + " integer, number, boolean, list, map, source; did you mean integer"),
        mistake(
            EPOCHS,
            "epochs: {type: number, default: 3,",
            "36:67 steps[teacher].parameters.epochs: ${parameters.epochs} is a number, it must be"
                + " an integer"),
        mistake(
            "minimum: 1, maximum: 1000}",
            "minimum: 5, maximum: 4}",
            "10:36 parameters.epochs.default: 3 is out of range, it must be at least 5 and at most"
                + " 4",
            "10:48 parameters.epochs.minimum: no number is at least 5 and at most 4"));
  }
}
