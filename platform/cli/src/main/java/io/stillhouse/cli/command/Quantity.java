package io.stillhouse.cli.command;

import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.yaml.YamlReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads quantities of the command line as definitions write them. */
final class Quantity {
  private Quantity() {}

  /** The quantity of an option; empty when the option was not given, or reported as a problem. */
  static <T> Optional<T> read(
      String option, @Nullable String text, Shape<T> quantity, Problems problems) {
    if (text == null) {
      return Optional.empty();
    }
    return new YamlReader(problems)
        .read(new SourceText(option, text))
        .flatMap(node -> quantity.read(new Cursor(node, "", problems)));
  }
}
