package io.stillhouse.model.yaml;

import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceLocation;
import io.stillhouse.model.problem.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document into nodes with positions. It never builds an object that the text names,
 * follows no alias, and stops at its bounds: {@value #MAXIMUM_BYTES} bytes, {@value
 * NodeBuilder#MAXIMUM_DEPTH} levels, {@value NodeBuilder#MAXIMUM_NODES} nodes.
 */
public final class YamlReader {
  /** The longest text in bytes of UTF-8. */
  public static final int MAXIMUM_BYTES = 1 << 20;

  private final Problems problems;

  /** Reports to these problems. */
  public YamlReader(Problems problems) {
    this.problems = problems;
  }

  /** The document, or nothing if there is none that makes sense; then there are problems. */
  public Optional<YamlNode> read(SourceText source) {
    Place whole = new Place(SourceLocation.whole(source.name()), "");
    if (isTooLong(source.content())) {
      problems.error(
          whole, "the text is longer than 1 MiB; a definition is seldom longer than a page");
      return Optional.empty();
    }
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(MAXIMUM_BYTES + 1).build();
    try {
      NodeBuilder builder =
          new NodeBuilder(
              source.name(),
              new Parse(settings).parseString(withoutByteOrderMark(source.content())).iterator(),
              problems);
      Optional<YamlNode> document = builder.document();
      if (document.isEmpty()) {
        problems.error(whole, "the text is empty");
      }
      return document;
    } catch (YamlEngineException e) {
      problems.add(SyntaxProblem.of(source, e));
    } catch (YamlBoundException e) {
      problems.error(new Place(e.location(), ""), e.reason());
    }
    return Optional.empty();
  }

  private static boolean isTooLong(String content) {
    // The number of characters is known at once and never exceeds the number of bytes.
    return content.length() > MAXIMUM_BYTES
        || content.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_BYTES;
  }

  private static String withoutByteOrderMark(String content) {
    return content.startsWith("\uFEFF") ? content.substring(1) : content;
  }
}
