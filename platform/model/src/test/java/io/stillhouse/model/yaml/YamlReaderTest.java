package io.stillhouse.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.stillhouse.model.Fixtures;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceLocation;
import io.stillhouse.model.problem.SourceText;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  /** Only tells an end from none: a busy machine may need long for what takes seconds. */
  private static final Duration SOON = Duration.ofMinutes(5);

  private record Read(Optional<YamlNode> node, List<String> problems) {}

  private static Read read(String text) {
    Problems problems = new Problems();
    Optional<YamlNode> node = new YamlReader(problems).read(new SourceText("t.yaml", text));
    List<Problem> sorted = problems.sorted();
    return new Read(node, Fixtures.shown(sorted));
  }

  private static YamlScalar scalar(String text) {
    return (YamlScalar) ((YamlMap) read(text).node().orElseThrow()).get("a").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "3, INTEGER",
    "-3, INTEGER",
    "007, INTEGER",
    "3.0, NUMBER",
    "1e3, NUMBER",
    ".5, NUMBER",
    "true, BOOLEAN",
    "False, BOOLEAN",
    "null, NULL",
    "~, NULL",
    "yes, STRING",
    "0x1F, STRING",
    "1_000, STRING",
    "'\"3\"', STRING",
    ".inf, STRING",
  })
  void plainScalarsHaveTheTypesOfTheCoreSchema(String text, YamlScalar.Kind kind) {
    assertThat(scalar("a: " + text).kind()).isEqualTo(kind);
  }

  @Test
  void positionsCountCharactersFromOneAndKnowTheInsideOfAScalar() {
    YamlScalar plain = scalar("\uFEFFx: 'ğüş😀'\na: parameters.x");
    assertThat(plain.location()).isEqualTo(new SourceLocation("t.yaml", 2, 4));
    assertThat(plain.at(11)).isEqualTo(new SourceLocation("t.yaml", 2, 15));
    assertThat(scalar("{b: '😀', a: \"xyz\"}").at(1))
        .isEqualTo(new SourceLocation("t.yaml", 1, 15));
    YamlScalar block = scalar("a: |\n  one\n  two");
    assertThat(block.at(5)).isEqualTo(block.location());
  }

  @Test
  void anEmptyTextIsAProblem() {
    assertThat(read("# nothing\n").problems()).containsExactly("t.yaml: the text is empty");
    assertThat(read("").problems()).containsExactly("t.yaml: the text is empty");
  }

  @Test
  void tenMegabytesAreRefusedAtOnceAndWithoutCopies() {
    String text = "a: [" + "x, ".repeat(10 * 1024 * 1024 / 3) + "x]";
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    read("warm: up");
    long before = threads.getCurrentThreadAllocatedBytes();
    Read read = read(text);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(read.problems())
        .containsExactly(
            "t.yaml: the text is longer than 1 MiB; a definition is seldom longer than a page");
    assertThat(allocated).isLessThan(1 << 20);
  }

  @Test
  void aTextOfMoreThanOneMegabyteInUtf8IsRefusedAsWell() {
    assertThat(read("a: '" + "ş".repeat(600_000) + "'").problems())
        .containsExactly(
            "t.yaml: the text is longer than 1 MiB; a definition is seldom longer than a page");
  }

  @Test
  void billionLaughsEndWithItsAnchorsNamed() {
    StringBuilder text = new StringBuilder("a0: &a0 [lol, lol, lol]\n");
    for (int i = 1; i < 30; i++) {
      text.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
    }
    Read read = assertTimeoutPreemptively(SOON, () -> read(text.toString()));
    assertThat(read.problems())
        .contains(
            "t.yaml:1:5: the anchor &a0 is not allowed: remove it",
            "t.yaml:2:10: the alias *a0 is not allowed: write the value out")
        .hasSizeLessThanOrEqualTo(Problems.MAXIMUM + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? ", "!!x [", "&a [", "[{"})
  void deepNestingIsRefusedBeforeTheStackEnds(String opening) {
    String text = opening.repeat(1_000_000 / opening.length());
    Read read = assertTimeoutPreemptively(SOON, () -> read(text));
    assertThat(read.node()).isEmpty();
    assertThat(read.problems().toString()).containsAnyOf("32 levels", "this is not YAML");
  }

  @Test
  void tooManyValuesAreRefused() {
    Read read = assertTimeoutPreemptively(SOON, () -> read("[" + "1,".repeat(200_000) + "1]"));
    assertThat(read.problems())
        .containsExactly("t.yaml:1:200000: the text has more than 100,000 values");
  }

  @Test
  void aLongLineOfKeysAndQuotesDoesNotTakeLong() {
    for (String piece : List.of("'", "\"", "a: ", "%", "*a ", "| ", "\t", "#", ": ", "\r\n")) {
      String text = piece.repeat(1_000_000 / piece.length() | 1);
      Read read = assertTimeoutPreemptively(SOON, () -> read(text), piece);
      assertThat(read.problems()).as(piece).isNotEmpty();
    }
  }

  @Test
  void aCharacterThatYamlDoesNotAllowIsFound() {
    assertThat(read("a: b\nc: d\u0001").problems())
        .containsExactly(
            "t.yaml:2:5: this is not YAML: there is a character that YAML does not allow");
  }

  @Test
  void anUnknownVersionOfYamlIsToldInPlainWords() {
    assertThat(read("%YAML 9.9\n---\na: b\n").problems())
        .containsExactly(
            "t.yaml: this is not YAML: this version of YAML is not known: remove the line that"
                + " begins with %YAML");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void everyEndOfALineAndAByteOrderMarkAreFine(String end) {
    Read read = read("\uFEFFa: b" + end + "c:" + end + "  - d" + end);
    assertThat(read.problems()).isEmpty();
    assertThat(((YamlMap) read.node().orElseThrow()).entries()).hasSize(2);
  }

  @Test
  void mergeKeysTagsAndNulAreRefused() {
    assertThat(read("x: &x {a: 1}\ny: {<<: *x}\n").problems())
        .containsExactly(
            "t.yaml:1:4: the anchor &x is not allowed: remove it",
            "t.yaml:2:9: the alias *x is not allowed: write the value out");
    assertThat(read("a: !!javax.script.ScriptEngineManager [x]\n").problems())
        .containsExactly(
            "t.yaml:1:4: the tag !!javax.script.ScriptEngineManager is not allowed: remove it");
    assertThat(read("a: b\0c\n").problems())
        .containsExactly(
            "t.yaml:1:5: this is not YAML: there is a character that YAML does not allow");
  }

  @Test
  void aComplexKeyIsRefused() {
    assertThat(read("? [a, b]\n: c\n").problems())
        .containsExactly("t.yaml:1:3: a key must be text, it is a list");
  }
}
