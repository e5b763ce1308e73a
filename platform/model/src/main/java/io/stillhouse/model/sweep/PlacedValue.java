package io.stillhouse.model.sweep;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.shape.ValueShape;
import io.stillhouse.model.value.Value;
import java.util.Optional;

/**
 * A value of a matrix and where it is written.
 *
 * @param value the value
 * @param place where it is written
 */
record PlacedValue(Value value, Place place) {
  /** Reads any value. */
  static final Shape<PlacedValue> SHAPE =
      new Shape<>() {
        @Override
        public Optional<PlacedValue> read(Cursor cursor) {
          return new ValueShape().read(cursor).map(value -> new PlacedValue(value, cursor.place()));
        }

        @Override
        public JsonObject describe() {
          return new ValueShape().describe();
        }
      };
}
