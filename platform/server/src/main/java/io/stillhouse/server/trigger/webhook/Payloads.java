package io.stillhouse.server.trigger.webhook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.trigger.definition.PayloadValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What calls say. */
final class Payloads {
  private static final int LONGEST_LABEL = 256;

  private Payloads() {}

  /** The JSON of a body. */
  static JsonElement read(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement json = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw ApiException.invalid("body", "something follows the JSON");
      }
      if (json.isJsonNull()) {
        throw ApiException.invalid("body", "is empty");
      }
      return json;
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw ApiException.invalid("body", "is not JSON");
    }
  }

  /** Puts the data of a message of Pub/Sub in place of their Base64, where they are JSON. */
  static void decodeData(JsonElement body) {
    Optional<JsonObject> message =
        Optional.of(body)
            .filter(JsonElement::isJsonObject)
            .map(json -> json.getAsJsonObject().get("message"))
            .filter(JsonElement::isJsonObject)
            .map(JsonElement::getAsJsonObject);
    if (message.isEmpty()
        || !(message.get().get("data") instanceof com.google.gson.JsonPrimitive data)) {
      return;
    }
    try {
      message.get().add("data", read(Base64.getDecoder().decode(data.getAsString())));
    } catch (IllegalArgumentException | ApiException e) {
      // Data of any other kind stay as they came; who asks for something in them finds nothing.
      return;
    }
  }

  /**
   * The values that a payload gives.
   *
   * @param fallback values where the payload has none
   * @throws ApiException if it has none, and there is no fallback
   */
  static Map<String, String> values(
      JsonElement payload, Map<String, PayloadValue> wanted, Map<String, String> fallback) {
    Map<String, String> values = new LinkedHashMap<>(fallback);
    wanted.forEach(
        (name, value) -> {
          Optional<String> text = value.pointer().text(payload);
          if (text.isPresent()) {
            values.put(name, value.prefix() + text.get());
          } else if (!fallback.containsKey(name)) {
            throw ApiException.invalid(
                "body", "has nothing at " + value.pointer() + ", where " + name + " should be");
          }
        });
    return values;
  }

  /** Labels that a payload gives, as labels may be; what it does not have is left out. */
  static Map<String, String> labels(
      JsonElement payload, Map<String, PayloadValue> wanted, Map<String, String> fixed) {
    Map<String, String> labels = new LinkedHashMap<>(fixed);
    wanted.forEach(
        (name, value) ->
            value
                .pointer()
                .text(payload)
                .map(text -> (value.prefix() + text).replaceAll("\\p{Cntrl}", " "))
                .ifPresent(
                    text ->
                        labels.put(
                            name, text.substring(0, Math.min(LONGEST_LABEL, text.length())))));
    return labels;
  }
}
