package io.stillhouse.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.v1.ListValue;
import io.stillhouse.v1.MapValue;
import io.stillhouse.v1.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final Parameters PARAMETERS =
      Parameters.of(
          Map.ofEntries(
              Map.entry("text", text("resnet8")),
              Map.entry("mode", text("soft-labels")),
              Map.entry("whole", whole(7)),
              Map.entry("large", whole(1L << 40)),
              Map.entry("real", real(0.1)),
              Map.entry("infinite", real(Double.POSITIVE_INFINITY)),
              Map.entry("yes", Value.newBuilder().setBooleanValue(true).build()),
              Map.entry("texts", list(text("a"), text("b"))),
              Map.entry("wholes", list(whole(1), whole(2))),
              Map.entry("mixed", list(real(0.5), whole(2))),
              Map.entry("source", text("/data/mnist")),
              Map.entry("uri", text("file:///data/a%20b")),
              Map.entry("relative", text("data/mnist")),
              Map.entry("map", map("inner", whole(3))),
              Map.entry("maps", list(map("name", text("x")), map("name", whole(1))))));

  private enum Mode {
    SOFT_LABELS,
    HINTS
  }

  @Test
  void everyTypeIsRead() {
    assertThat(PARAMETERS.string("text")).isEqualTo("resnet8");
    assertThat(PARAMETERS.integer("whole")).isEqualTo(7);
    assertThat(PARAMETERS.longInteger("large")).isEqualTo(1L << 40);
    assertThat(PARAMETERS.number("real")).isEqualTo(0.1);
    assertThat(PARAMETERS.number("whole")).isEqualTo(7.0);
    assertThat(PARAMETERS.bool("yes")).isTrue();
    assertThat(PARAMETERS.choice("mode", Mode.class)).isEqualTo(Mode.SOFT_LABELS);
    assertThat(PARAMETERS.strings("texts")).containsExactly("a", "b");
    assertThat(PARAMETERS.integers("wholes")).containsExactly(1, 2);
    assertThat(PARAMETERS.numbers("mixed")).containsExactly(0.5, 2.0);
    assertThat(PARAMETERS.source("source")).isEqualTo(Path.of("/data/mnist"));
    assertThat(PARAMETERS.source("uri")).isEqualTo(Path.of("/data/a b"));
    assertThat(PARAMETERS.map("map").integer("inner")).isEqualTo(3);
    assertThat(PARAMETERS.maps("maps").get(0).string("name")).isEqualTo("x");
    assertThat(PARAMETERS.has("text")).isTrue();
    assertThat(List.copyOf(PARAMETERS.names())).contains("large", "yes").isSorted();
  }

  @Test
  void whatIsOptionalMayBeThereOrNot() {
    assertThat(PARAMETERS.optionalString("text")).contains("resnet8");
    assertThat(PARAMETERS.optionalInteger("whole")).hasValue(7);
    assertThat(PARAMETERS.optionalLongInteger("large")).hasValue(1L << 40);
    assertThat(PARAMETERS.optionalNumber("real")).hasValue(0.1);
    assertThat(PARAMETERS.optionalBool("yes")).contains(true);
    assertThat(PARAMETERS.optionalMap("map")).isPresent();
    assertThat(PARAMETERS.optionalString("none")).isEmpty();
    assertThat(PARAMETERS.optionalInteger("none")).isEmpty();
    assertThat(PARAMETERS.optionalLongInteger("none")).isEmpty();
    assertThat(PARAMETERS.optionalNumber("none")).isEmpty();
    assertThat(PARAMETERS.optionalBool("none")).isEmpty();
    assertThat(PARAMETERS.optionalMap("none")).isEmpty();
  }

  @Test
  void whatIsMissingIsNamed() {
    assertWrong(p -> p.string("none"), "parameter none has no value; there are values for [infin");
    assertWrong(p -> p.map("map").string("none"), "parameter map.none has no value");
  }

  @Test
  void whatHasAnotherTypeIsNamedWithWhatItIs() {
    assertWrong(p -> p.string("whole"), "parameter whole is the whole number 7; it must be text");
    assertWrong(p -> p.integer("real"), "parameter real is the number 0.1; it must be a whole");
    assertWrong(p -> p.integer("large"), "parameter large is 1099511627776; it must fit into 32");
    assertWrong(p -> p.number("text"), "parameter text is the text 'resnet8'; it must be a finite");
    assertWrong(p -> p.number("infinite"), "parameter infinite is the number Infinity");
    assertWrong(p -> p.bool("maps"), "parameter maps is a list; it must be true or false");
    assertWrong(p -> p.strings("map"), "parameter map is a mapping; it must be a list");
    assertWrong(p -> p.integers("mixed"), "parameter mixed[0] is the number 0.5");
    assertWrong(p -> p.map("yes"), "parameter yes is true; it must be a mapping");
    assertWrong(p -> p.maps("maps").get(1).string("name"), "parameter maps[1].name is the whole");
    assertWrong(
        p -> p.choice("text", Mode.class), "'resnet8'; it must be one of [soft-labels, hints]");
    assertWrong(p -> p.source("relative"), "'data/mnist'; it must be an absolute path");
  }

  private static void assertWrong(Function<Parameters, Object> reading, String message) {
    assertThatThrownBy(() -> reading.apply(PARAMETERS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static Value whole(long number) {
    return Value.newBuilder().setIntegerValue(number).build();
  }

  private static Value real(double number) {
    return Value.newBuilder().setNumberValue(number).build();
  }

  private static Value list(Value... values) {
    return Value.newBuilder()
        .setListValue(ListValue.newBuilder().addAllValues(List.of(values)))
        .build();
  }

  private static Value map(String name, Value value) {
    return Value.newBuilder().setMapValue(MapValue.newBuilder().putEntries(name, value)).build();
  }
}
