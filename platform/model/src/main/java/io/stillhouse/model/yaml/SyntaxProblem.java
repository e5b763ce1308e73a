package io.stillhouse.model.yaml;

import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.Severity;
import io.stillhouse.model.problem.SourceLocation;
import io.stillhouse.model.problem.SourceText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says in plain words what a YAML parser stumbled over. */
final class SyntaxProblem {
  private static final Map<String, String> PLAIN_WORDS = plainWords();
  private static final Pattern EXPRESSION_IN_BRACES = Pattern.compile("[{\\[,].*\\$\\{");

  private SyntaxProblem() {}

  private static Map<String, String> plainWords() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("(TAB)", "a tab cannot indent YAML: use spaces");
    words.put("could not find expected ':'", "a ':' is missing after the key");
    words.put(
        "mapping values are not allowed here",
        "a ':' cannot stand here: check the indentation, or put the text in quotes");
    words.put(
        "Version{", "this version of YAML is not known: remove the line that begins with %YAML");
    words.put("expected <block end>", "the indentation does not fit to what stands above");
    words.put("expected ',' or '}'", "a ',' or the closing '}' is missing");
    words.put("expected ',' or ']'", "a ',' or the closing ']' is missing");
    words.put("found unexpected end of stream", "a closing quote is missing");
    words.put("found undefined alias", "there is an alias; write the value out");
    words.put(
        "that cannot start any token", "this character cannot begin a value: put it in quotes");
    words.put(
        "special characters are not allowed", "there is a character that YAML does not allow");
    words.put("block sequence entries are not allowed", "a list cannot begin on this line");
    return words;
  }

  static Problem of(SourceText source, YamlEngineException e) {
    SourceLocation location = location(source, e);
    String said =
        e instanceof MarkedYamlEngineException marked && marked.getProblem() != null
            ? marked.getProblem()
            : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    String words =
        PLAIN_WORDS.entrySet().stream()
            .filter(entry -> said.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(said);
    return new Problem(
        Severity.ERROR, location, "", "this is not YAML: " + words + hint(source, location), null);
  }

  private static String hint(SourceText source, SourceLocation location) {
    String line =
        location.line() == 0
            ? ""
            : source.content().lines().skip(location.line() - 1L).findFirst().orElse("");
    if (line.contains("{{")) {
      return "; {{ }} is not an expression here: write ${...}";
    }
    return EXPRESSION_IN_BRACES.matcher(line).find()
        ? "; inside { } or [ ] put an expression in quotes: \"${...}\""
        : "";
  }

  private static SourceLocation location(SourceText source, YamlEngineException e) {
    if (e instanceof MarkedYamlEngineException marked) {
      Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
      if (mark.isPresent()) {
        return new SourceLocation(
            source.name(), mark.get().getLine() + 1, mark.get().getColumn() + 1);
      }
    }
    if (e instanceof ReaderException reader) {
      String before =
          source.content().substring(0, Math.min(source.content().length(), reader.getPosition()));
      int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
      return new SourceLocation(source.name(), line, before.length() - before.lastIndexOf('\n'));
    }
    return SourceLocation.whole(source.name());
  }
}
