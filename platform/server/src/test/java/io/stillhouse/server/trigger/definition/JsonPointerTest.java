package io.stillhouse.server.trigger.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class JsonPointerTest {
  private static final JsonElement DOCUMENT =
      JsonParser.parseString(
          "{\"a/b\": 1, \"m~n\": 2, \"list\": [{\"id\": \"${x} $(y)\"}, null], \"on\": true, \"\": 5}");

  @Test
  void theRulesOfTheStandardHold() {
    assertThat(JsonPointer.parse("/a~1b").text(DOCUMENT)).contains("1");
    assertThat(JsonPointer.parse("/m~0n").text(DOCUMENT)).contains("2");
    assertThat(JsonPointer.parse("/on").text(DOCUMENT)).contains("true");
    assertThat(JsonPointer.parse("/").text(DOCUMENT)).contains("5");
    assertThat(JsonPointer.parse("/list").text(DOCUMENT).orElseThrow()).startsWith("[{\"id\"");
  }

  @Test
  void aTextIsOnlyAText() {
    assertThat(JsonPointer.parse("/list/0/id").text(DOCUMENT)).contains("${x} $(y)");
  }

  @Test
  void whatIsNotThereIsNothing() {
    for (String pointer :
        new String[] {"/list/1", "/list/2", "/list/-", "/list/00", "/a", "/on/x"}) {
      assertThat(JsonPointer.parse(pointer).find(DOCUMENT)).as(pointer).isEmpty();
    }
  }

  @Test
  void whatIsNoPointerIsRefused() {
    for (String text : new String[] {"", "after", "/a~2", "/a~", "/x".repeat(40)}) {
      assertThatThrownBy(() -> JsonPointer.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
