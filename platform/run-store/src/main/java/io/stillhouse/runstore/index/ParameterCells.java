package io.stillhouse.runstore.index;

import io.stillhouse.model.value.BooleanValue;
import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.NumberValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.runstore.view.CellValue;
import io.stillhouse.v1.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Parameters as cells of a table. */
final class ParameterCells {

  private ParameterCells() {}

  static CellValue of(Value value) {
    if (value.getKindCase() == Value.KindCase.STRING_VALUE) {
      return CellValue.ofText(value.getStringValue());
    }
    io.stillhouse.model.value.Value model = model(value);
    OptionalDouble number = OptionalDouble.empty();
    if (model instanceof IntegerValue integer) {
      number = OptionalDouble.of((double) integer.number());
    } else if (model instanceof NumberValue real) {
      number = OptionalDouble.of(real.number());
    }
    return new CellValue(model.typeName(), model.canonicalText(), number);
  }

  private static io.stillhouse.model.value.Value model(Value value) {
    return switch (value.getKindCase()) {
      case INTEGER_VALUE -> new IntegerValue(value.getIntegerValue());
      case NUMBER_VALUE -> new NumberValue(value.getNumberValue());
      case BOOLEAN_VALUE -> new BooleanValue(value.getBooleanValue());
      case LIST_VALUE ->
          new ListValue(
              value.getListValue().getValuesList().stream().map(ParameterCells::model).toList());
      case MAP_VALUE -> {
        Map<String, io.stillhouse.model.value.Value> entries = new LinkedHashMap<>();
        value
            .getMapValue()
            .getEntriesMap()
            .forEach((name, entry) -> entries.put(name, model(entry)));
        yield new MapValue(entries);
      }
      case STRING_VALUE, KIND_NOT_SET -> new TextValue(value.getStringValue());
    };
  }
}
