package io.stillhouse.steps.modelexport;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.stillhouse.step.LineageStep;
import io.stillhouse.steps.modelexport.card.ModelCard.Origin;
import io.stillhouse.v1.Value;
import java.util.Map;
import java.util.TreeMap;

/** Steps of a lineage as the card tells of them. */
final class Lineages {
  private Lineages() {}

  static Origin origin(LineageStep step) {
    Map<String, JsonElement> parameters = new TreeMap<>();
    step.parameters().forEach((name, value) -> parameters.put(name, json(value)));
    return new Origin(
        step.run(), step.step(), step.component(), parameters, step.inputs(), step.outputs());
  }

  private static JsonElement json(Value value) {
    return switch (value.getKindCase()) {
      case STRING_VALUE -> new JsonPrimitive(withoutFolders(value.getStringValue()));
      case INTEGER_VALUE -> new JsonPrimitive(value.getIntegerValue());
      case NUMBER_VALUE -> new JsonPrimitive(value.getNumberValue());
      case BOOLEAN_VALUE -> new JsonPrimitive(value.getBooleanValue());
      case LIST_VALUE -> {
        JsonArray array = new JsonArray();
        value.getListValue().getValuesList().forEach(element -> array.add(json(element)));
        yield array;
      }
      case MAP_VALUE -> {
        JsonObject object = new JsonObject();
        new TreeMap<>(value.getMapValue().getEntriesMap())
            .forEach((name, element) -> object.add(name, json(element)));
        yield object;
      }
      case KIND_NOT_SET -> JsonNull.INSTANCE;
    };
  }

  /**
   * Of a place on a machine or in a store its last part: the card is published, and where somebody
   * keeps files is nobody's business.
   */
  private static String withoutFolders(String text) {
    boolean place = text.startsWith("/") || text.matches("[a-z][a-z0-9+.-]*:/.*");
    return place ? text.replaceAll("/+$", "").replaceAll(".*/", "") : text;
  }
}
