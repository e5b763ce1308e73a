package io.stillhouse.orchestrator.records;

import io.stillhouse.model.value.BooleanValue;
import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.NumberValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parameter values as messages and back. */
public final class Values {

  private Values() {}

  /** The value as a message. */
  public static io.stillhouse.v1.Value toProto(Value value) {
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
      io.stillhouse.v1.ListValue.Builder elements = proto.getListValueBuilder();
      list.values().forEach(element -> elements.addValues(toProto(element)));
    } else if (value instanceof MapValue map) {
      proto.getMapValueBuilder().putAllEntries(toProto(map.entries()));
    }
    return proto.build();
  }

  /** The values as messages, by name. */
  public static Map<String, io.stillhouse.v1.Value> toProto(Map<String, Value> values) {
    Map<String, io.stillhouse.v1.Value> protos = new LinkedHashMap<>();
    values.forEach((name, value) -> protos.put(name, toProto(value)));
    return protos;
  }

  /**
   * The value of a message.
   *
   * @throws IllegalArgumentException if the message has none
   */
  public static Value fromProto(io.stillhouse.v1.Value proto) {
    return switch (proto.getKindCase()) {
      case STRING_VALUE -> new TextValue(proto.getStringValue());
      case INTEGER_VALUE -> new IntegerValue(proto.getIntegerValue());
      case NUMBER_VALUE -> new NumberValue(proto.getNumberValue());
      case BOOLEAN_VALUE -> new BooleanValue(proto.getBooleanValue());
      case LIST_VALUE ->
          new ListValue(
              proto.getListValue().getValuesList().stream().map(Values::fromProto).toList());
      case MAP_VALUE -> new MapValue(fromProto(proto.getMapValue().getEntriesMap()));
      case KIND_NOT_SET -> throw new IllegalArgumentException("a value without a kind");
    };
  }

  /** The values of messages, by name. */
  public static Map<String, Value> fromProto(Map<String, io.stillhouse.v1.Value> protos) {
    Map<String, Value> values = new LinkedHashMap<>();
    protos.forEach((name, proto) -> values.put(name, fromProto(proto)));
    return values;
  }
}
