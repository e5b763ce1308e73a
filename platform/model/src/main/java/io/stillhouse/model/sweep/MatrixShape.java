package io.stillhouse.model.sweep;

import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.Form;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.ListShape;
import io.stillhouse.model.shape.MapShape;
import io.stillhouse.model.shape.Named;
import io.stillhouse.model.shape.ObjectShape;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.shape.TextShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declares the keys of a definition's matrix. */
public final class MatrixShape {
  private static final Key<Map<String, Named<List<PlacedValue>>>> AXES =
      Key.optional(
          "axes",
          MapShape.of(Form.IDENTIFIER, ListShape.notEmpty(PlacedValue.SHAPE)),
          "A list of values for each parameter; every combination of them is run.");
  private static final Key<String> SEEDS =
      Key.optional(
          "seeds",
          TextShape.of(Form.IDENTIFIER),
          "The axis that tables average over; seed by default, if there is such an axis.");
  private static final Shape<List<Map<String, Named<PlacedValue>>>> COMBINATIONS =
      ListShape.of(MapShape.of(Form.IDENTIFIER, PlacedValue.SHAPE));
  private static final Key<List<Map<String, Named<PlacedValue>>>> EXCLUDE =
      Key.optional(
          "exclude", COMBINATIONS, "Combinations that are left out; other axes do not matter.");
  private static final Key<List<Map<String, Named<PlacedValue>>>> INCLUDE =
      Key.optional(
          "include",
          COMBINATIONS,
          "Combinations that are added; one that agrees with combinations of the axes extends them.");

  /** A matrix, not yet held against the parameters. */
  public static final Shape<MatrixDraft> MATRIX =
      ObjectShape.of(
          "a matrix", List.of(AXES, SEEDS, EXCLUDE, INCLUDE), fields -> Optional.of(draft(fields)));

  private MatrixShape() {}

  private static MatrixDraft draft(Fields fields) {
    return new MatrixDraft(
        fields.get(AXES).orElse(Map.of()),
        fields.get(SEEDS),
        fields.place(SEEDS),
        fields.get(EXCLUDE).orElse(List.of()),
        fields.get(INCLUDE).orElse(List.of()),
        fields.names(AXES),
        fields.place());
  }
}
