package io.stillhouse.model.shape;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.yaml.YamlScalar;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A string, of any form or of a given one. */
public final class TextShape implements Shape<String> {
  private static final int MAXIMUM_LENGTH = 64 * 1024;

  private final @Nullable Form form;

  private TextShape(@Nullable Form form) {
    this.form = form;
  }

  /** Any string of at most 64 KiB. */
  public static TextShape any() {
    return new TextShape(null);
  }

  /** A string of a form. */
  public static TextShape of(Form form) {
    return new TextShape(form);
  }

  @Override
  public Optional<String> read(Cursor cursor) {
    if (!(cursor.node() instanceof YamlScalar scalar) || scalar.kind() != YamlScalar.Kind.STRING) {
      cursor.expected("a string");
      return Optional.empty();
    }
    if (scalar.text().length() > MAXIMUM_LENGTH) {
      cursor.error("is longer than 64 KiB");
      return Optional.empty();
    }
    if (form != null && !form.matches(scalar.text())) {
      // The text is given all the same: what refers to it should not be called unknown as well.
      cursor.error("is " + scalar.inWords() + ", it must be " + form.words());
    }
    return Optional.of(scalar.text());
  }

  @Override
  public JsonObject describe() {
    JsonObject schema = new JsonObject().with("type", "string");
    return form == null ? schema : schema.with("pattern", "^(?:" + form.regex() + ")$");
  }
}
