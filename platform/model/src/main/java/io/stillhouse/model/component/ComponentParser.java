package io.stillhouse.model.component;

import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.yaml.YamlReader;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Reads {@code component.yaml}. */
public final class ComponentParser {
  /** The component that a text describes, or everything that is wrong with the text. */
  public Checked<Component> parse(SourceText text) {
    Problems problems = new Problems();
    Optional<Component> component =
        new YamlReader(problems)
            .read(text)
            .flatMap(node -> ComponentShape.COMPONENT.read(new Cursor(node, "", problems)));
    return Checked.of(problems, () -> component.orElseThrow(NoSuchElementException::new));
  }
}
