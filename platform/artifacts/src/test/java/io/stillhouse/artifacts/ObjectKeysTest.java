package io.stillhouse.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeysTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a/b/c.json",
        "..a/b..",
        "a b",
        "größe/ışık.txt",
        "😀",
        "%2e%2e/x",
        "_cache",
        "-"
      })
  void whatStaysInsideTheRootIsAllowed(String key) {
    assertThat(ObjectKeys.check(key)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "'', empty",
    "/etc/passwd, absolute",
    "../a, '..'",
    "a/../b, '..'",
    "a/.., '..'",
    "./a, '.'",
    "a//b, empty segment",
    "a/, empty segment",
    "a\\b, backslash",
    ".unfinished-1, reserved",
    "a/.unfinished-1/b, reserved",
  })
  void whatCouldLeaveTheRootIsRefusedWithTheReason(String key, String reason) {
    assertThatThrownBy(() -> ObjectKeys.check(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not allowed")
        .hasMessageContaining(reason);
  }

  @Test
  void controlCharactersAndHalvesOfCharactersAreRefusedAndShownReadably() {
    assertThatThrownBy(() -> ObjectKeys.check("a\nb")).hasMessageContaining("U+000A");
    assertThatThrownBy(() -> ObjectKeys.check("a\0b")).hasMessageContaining("U+0000");
    assertThatThrownBy(() -> ObjectKeys.check("a\u0085b")).hasMessageContaining("U+0085");
    assertThatThrownBy(() -> ObjectKeys.check("a\ud83d")).hasMessageContaining("U+D83D");
    assertThatThrownBy(() -> ObjectKeys.check("a\ude00b")).hasMessageContaining("U+DE00");
  }

  @Test
  void lengthIsCountedInBytesOfUtf8() {
    String longest = "ı".repeat(127) + "a";
    assertThat(ObjectKeys.check(longest)).isEqualTo(longest);
    assertThatThrownBy(() -> ObjectKeys.check("ı".repeat(128))).hasMessageContaining("255 bytes");
    assertThatThrownBy(() -> ObjectKeys.check("abc/".repeat(256) + "d"))
        .hasMessageContaining("1024 bytes");
  }

  @Test
  void aFolderMayBeTheRootAndMayEndWithASlash() {
    assertThat(ObjectKeys.checkFolder("")).isEmpty();
    assertThat(ObjectKeys.checkFolder("a/b/")).isEqualTo("a/b");
    assertThatThrownBy(() -> ObjectKeys.checkFolder("a//")).hasMessageContaining("empty segment");
    assertThatThrownBy(() -> ObjectKeys.checkFolder("/")).hasMessageContaining("absolute");
  }

  @Test
  void theOrderIsThatOfCodePoints() {
    // U+FF5E comes before U+1F600, though its UTF-16 unit is the larger one.
    List<String> sorted = List.of("a", "a-b", "a/b", "aa", "b", "\uff5e", "😀");
    assertThat(sorted).isSortedAccordingTo(ObjectKeys.ORDER);
  }
}
