package io.stillhouse.model.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.stillhouse.model.Fixtures;
import io.stillhouse.model.definition.DefinitionParser;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.value.BooleanValue;
import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.NumberValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTest {
  private static final Map<String, ParameterDeclaration> DECLARATIONS =
      new DefinitionParser()
          .parse(Fixtures.text("valid/everything.yaml"), Fixtures.catalog())
          .orElseThrow()
          .parameters();

  private record Parsed(Optional<Value> value, List<String> problems) {}

  private static Parsed parse(String name, String text) {
    Problems problems = new Problems();
    Map<String, Value> values = ParameterText.parse(Map.of(name, text), DECLARATIONS, problems);
    return new Parsed(Optional.ofNullable(values.get(name)), Fixtures.shown(problems.sorted()));
  }

  @Test
  void aTextBecomesAValueOfTheDeclaredType() {
    assertThat(parse("source", "true").value()).contains(new TextValue("true"));
    assertThat(parse("network", "007").value()).contains(new TextValue("007"));
    assertThat(parse("limit", "-7").value()).contains(new IntegerValue(-7));
    assertThat(parse("rate", "1e-3").value()).contains(new NumberValue(0.001));
    assertThat(parse("nesterov", "true").value()).contains(new BooleanValue(true));
    assertThat(parse("seeds", "[1, 2]").value())
        .contains(new ListValue(List.of(new IntegerValue(1), new IntegerValue(2))));
    assertThat(parse("extra", "{a: {b: [x]}}").value())
        .contains(
            new MapValue(
                Map.of(
                    "a", new MapValue(Map.of("b", new ListValue(List.of(new TextValue("x"))))))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "limi | 3 | -p limi: the pipeline has no parameter 'limi'; did you mean limit",
        "limit | | -p limit: the text is empty",
        "seeds | [1 | -p seeds: this is not YAML: a ',' or the closing ']' is missing",
        "extra | &a {b: *a} | -p extra: the anchor &a is not allowed: remove it",
        "rate | 1e999 | -p rate: the number Infinity is not finite",
        "limit | 99999999999999999999 | -p limit: is the integer 99999999999999999999, which is out"
            + " of the range of 64 bits",
      })
  void aTextThatIsNoSuchValueIsRefused(String name, String text, String problem) {
    assertThat(parse(name, text == null ? "" : text).problems()).containsExactly(problem);
    assertThat(parse(name, text == null ? "" : text).value()).isEmpty();
  }

  private static List<String> objections(String name, Value value) {
    return Fixtures.valueOf(DECLARATIONS, name).accept(value).objections().stream()
        .map(Acceptance.Objection::message)
        .toList();
  }

  @Test
  void typesAreStrictExceptThatAnIntegerIsANumber() {
    assertThat(Fixtures.valueOf(DECLARATIONS, "rate").accept(new IntegerValue(3)).value())
        .contains(new NumberValue(3));
    assertThat(objections("limit", new NumberValue(3)))
        .containsExactly("is the number 3.0, it must be an integer");
    assertThat(objections("limit", new TextValue("3")))
        .containsExactly("is the string \"3\", it must be an integer: write it without quotes");
    assertThat(objections("nesterov", new TextValue("true")))
        .containsExactly(
            "is the string \"true\", it must be a boolean: write true or false, without quotes");
    assertThat(objections("network", new IntegerValue(3)))
        .containsExactly("is the integer 3, it must be a string: put it in quotes");
    assertThat(objections("seeds", new ListValue(List.of(new TextValue("x")))))
        .containsExactly("is the string \"x\", it must be an integer");
    assertThat(objections("extra", new ListValue(List.of())))
        .containsExactly("is a list, it must be a map");
    assertThat(objections("source", new TextValue(" ")))
        .containsExactly("is empty, it must be a path or a URI");
  }

  @Test
  void boundsChoicesAndPatternsAreKept() {
    assertThat(objections("rate", new NumberValue(0)))
        .containsExactly("0.0 is out of range, it must be above 0 and below 10");
    assertThat(objections("rate", new NumberValue(10))).hasSize(1);
    assertThat(objections("rate", new NumberValue(9.999))).isEmpty();
    assertThat(objections("seeds", new ListValue(List.of(new IntegerValue(11)))))
        .containsExactly("11 is out of range, it must be at least 0 and at most 10");
    assertThat(
            Fixtures.valueOf(DECLARATIONS, "network").accept(new TextValue("resnet9")).objections())
        .singleElement()
        .satisfies(objection -> assertThat(objection.suggestion()).isEqualTo("resnet8"));
    assertThat(objections("tag", new TextValue("abc1")))
        .containsExactly("the string \"abc1\" does not match the pattern [a-z]+");
  }

  @Test
  void aPatternThatTakesForeverIsGivenUp() {
    ParameterDeclaration tag = Fixtures.valueOf(DECLARATIONS, "tag");
    ParameterDeclaration evil =
        new ParameterDeclaration(
            tag.name(),
            tag.type(),
            tag.items(),
            Optional.empty(),
            tag.presence(),
            tag.range(),
            tag.choices(),
            Optional.of("(.*)(.*)(.*)(.*)(.*)(.*)b"),
            "");
    Acceptance acceptance =
        assertTimeoutPreemptively(
            Duration.ofMinutes(5), () -> evil.accept(new TextValue("a".repeat(200))));
    assertThat(acceptance.objections())
        .singleElement()
        .satisfies(
            objection ->
                assertThat(objection.message())
                    .startsWith("it cannot be said in reasonable time whether"));
    assertThat(evil.accept(new TextValue("a".repeat(50_000))).value()).isEmpty();
  }
}
