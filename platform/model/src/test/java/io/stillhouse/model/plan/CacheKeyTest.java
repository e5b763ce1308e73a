package io.stillhouse.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.NumberValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CacheKeyTest {
  private static final String DIGEST = "d".repeat(64);
  private static final String OTHER_DIGEST = "e".repeat(64);

  private static CacheKey key(
      Map<String, Value> parameters,
      Map<String, List<String>> inputs,
      Map<String, String> environment) {
    return CacheKey.of("teacher", "sha256:" + DIGEST, parameters, inputs, environment);
  }

  private static CacheKey withParameter(Value value) {
    return key(Map.of("epochs", value), Map.of(), Map.of());
  }

  @Test
  void theKeyIsTheSameEverywhereAndAlways() {
    // A change of this number throws every cache away: then raise the number of the encoding.
    assertThat(
            key(
                    Map.of("epochs", new IntegerValue(3)),
                    Map.of("dataset", List.of(DIGEST)),
                    Map.of("LEVEL", "ğ"))
                .hex())
        .isEqualTo("11938fd22ce0b2a9ba8e9ea7ab0bd551231d5f785b322628d01b71fcc0c6bcd0");
  }

  @Test
  void theOrderOfMapsDoesNotMatterButTheOrderOfInputsDoes() {
    Map<String, Value> one = new LinkedHashMap<>();
    one.put("a", new IntegerValue(1));
    one.put("b", new IntegerValue(2));
    Map<String, Value> other = new LinkedHashMap<>();
    other.put("b", new IntegerValue(2));
    other.put("a", new IntegerValue(1));
    assertThat(key(one, Map.of(), Map.of())).isEqualTo(key(other, Map.of(), Map.of()));
    assertThat(withParameter(new MapValue(one))).isEqualTo(withParameter(new MapValue(other)));
    assertThat(key(Map.of(), Map.of("x", List.of(DIGEST, OTHER_DIGEST)), Map.of()).hex())
        .isNotEqualTo(key(Map.of(), Map.of("x", List.of(OTHER_DIGEST, DIGEST)), Map.of()).hex());
  }

  @Test
  void whateverDiffersGivesAnotherKey() {
    Set<String> keys = new LinkedHashSet<>();
    List<CacheKey> all =
        List.of(
            withParameter(new IntegerValue(3)),
            withParameter(new NumberValue(3)),
            withParameter(new TextValue("3")),
            withParameter(new TextValue("3.0")),
            withParameter(new TextValue("")),
            key(Map.of(), Map.of(), Map.of()),
            key(Map.of("epoch", new IntegerValue(3)), Map.of(), Map.of()),
            key(Map.of(), Map.of("dataset", List.of(DIGEST)), Map.of()),
            key(Map.of(), Map.of("dataset", List.of(DIGEST, DIGEST)), Map.of()),
            key(Map.of(), Map.of(), Map.of("epochs", "3")),
            key(Map.of(), Map.of(), Map.of("A", "b", "C", "d")),
            key(Map.of(), Map.of(), Map.of("A", "b\u0000environment C\u0000d")),
            key(Map.of(), Map.of(), Map.of("A", "bC", "d", "")),
            CacheKey.of("teacher2", "sha256:" + DIGEST, Map.of(), Map.of(), Map.of()),
            CacheKey.of("teacher", "sha256:" + OTHER_DIGEST, Map.of(), Map.of(), Map.of()));
    all.forEach(key -> keys.add(key.hex()));
    assertThat(keys).hasSize(all.size()).allMatch(hex -> hex.matches("[0-9a-f]{64}"));
  }

  @Test
  void aMissIsExplainedByWhatChanged() {
    CacheKey before =
        key(
            Map.of("epochs", new IntegerValue(3), "old", new TextValue("x")),
            Map.of("dataset", List.of(DIGEST)),
            Map.of());
    CacheKey now =
        key(
            Map.of("epochs", new IntegerValue(4)),
            Map.of("dataset", List.of(OTHER_DIGEST)),
            Map.of("LEVEL", "3"));
    assertThat(now.explainMiss(before.parts()))
        .isEqualTo(
            "environment LEVEL is new (3), input dataset[0] changed from dddddddddddd to"
                + " eeeeeeeeeeee, parameter epochs changed from 3 to 4, parameter old is gone (was"
                + " \"x\")");
    assertThat(now.explainMiss(now.parts())).isEmpty();
  }

  @Test
  void aLongValueIsShortenedInTheExplanation() {
    CacheKey before = withParameter(new TextValue("a".repeat(1000)));
    assertThat(withParameter(new IntegerValue(1)).explainMiss(before.parts()))
        .hasSizeLessThan(120)
        .contains("...");
  }
}
