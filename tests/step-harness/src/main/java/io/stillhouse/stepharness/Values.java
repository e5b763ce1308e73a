package io.stillhouse.stepharness;

import io.stillhouse.model.parameter.Acceptance;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.value.BooleanValue;
import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.NumberValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values between tests, declarations and tasks. */
final class Values {
  private Values() {}

  static Value of(Object plain) {
    if (plain instanceof Integer || plain instanceof Long) {
      return new IntegerValue(((Number) plain).longValue());
    }
    if (plain instanceof Double number) {
      return new NumberValue(number);
    }
    if (plain instanceof Boolean truth) {
      return new BooleanValue(truth);
    }
    if (plain instanceof String text) {
      return new TextValue(text);
    }
    if (plain instanceof List<?> list) {
      return new ListValue(list.stream().map(element -> of((Object) element)).toList());
    }
    if (plain instanceof Map<?, ?> map) {
      Map<String, Value> entries = new LinkedHashMap<>();
      map.forEach((name, element) -> entries.put((String) name, of((Object) element)));
      return new MapValue(entries);
    }
    throw new IllegalArgumentException(plain.getClass() + " is no parameter's type");
  }

  static Value accepted(ParameterDeclaration declaration, Value value) {
    Acceptance acceptance = declaration.accept(value);
    return acceptance
        .value()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "parameter " + declaration.name() + ": " + acceptance.objections()));
  }

  static io.stillhouse.v1.Value toProto(Value value) {
    io.stillhouse.v1.Value.Builder proto = io.stillhouse.v1.Value.newBuilder();
    if (value instanceof TextValue text) {
      proto.setStringValue(text.text());
    } else if (value instanceof IntegerValue integer) {
      proto.setIntegerValue(integer.number());
    } else if (value instanceof NumberValue number) {
      proto.setNumberValue(number.number());
    } else if (value instanceof BooleanValue truth) {
      proto.setBooleanValue(truth.truth());
    } else if (value instanceof ListValue list) {
      proto.getListValueBuilder();
      list.values().forEach(element -> proto.getListValueBuilder().addValues(toProto(element)));
    } else if (value instanceof MapValue map) {
      proto.getMapValueBuilder();
      map.entries()
          .forEach(
              (name, element) -> proto.getMapValueBuilder().putEntries(name, toProto(element)));
    }
    return proto.build();
  }
}
