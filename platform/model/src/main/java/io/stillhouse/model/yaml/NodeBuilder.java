package io.stillhouse.model.yaml;

import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Builds nodes from a parser's events, as far as the bounds allow. */
final class NodeBuilder {
  static final int MAXIMUM_DEPTH = 32;
  static final int MAXIMUM_NODES = 100_000;

  private final String file;
  private final Iterator<Event> events;
  private final Problems problems;
  private int nodes;

  NodeBuilder(String file, Iterator<Event> events, Problems problems) {
    this.file = file;
    this.events = events;
    this.problems = problems;
  }

  /** The only document of the stream. */
  Optional<YamlNode> document() {
    Optional<YamlNode> document = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      if (event.getEventId() == Event.ID.DocumentStart) {
        if (document.isPresent()) {
          error(location(event), "a second document begins here: put it into a file of its own");
          return document;
        }
        document = Optional.of(node(events.next(), 0));
      }
    }
    return document.filter(
        node -> !(node instanceof YamlScalar scalar && scalar.kind() == YamlScalar.Kind.NULL));
  }

  private YamlNode node(Event event, int depth) {
    SourceLocation location = location(event);
    if (++nodes > MAXIMUM_NODES) {
      throw new YamlBoundException(location, "the text has more than 100,000 values");
    }
    if (depth > MAXIMUM_DEPTH) {
      throw new YamlBoundException(location, "the text is nested more than 32 levels deep");
    }
    if (event instanceof AliasEvent alias) {
      error(location, "the alias *" + alias.getAlias() + " is not allowed: write the value out");
      return new YamlInvalid(location);
    }
    if (event instanceof NodeEvent anchored) {
      anchored
          .getAnchor()
          .ifPresent(
              anchor -> error(location, "the anchor &" + anchor + " is not allowed: remove it"));
    }
    if (event instanceof ScalarEvent scalar) {
      checkTag(scalar.getTag(), location);
      return scalar(scalar);
    }
    CollectionStartEvent start = (CollectionStartEvent) event;
    checkTag(start.getTag(), location);
    return start instanceof MappingStartEvent ? map(location, depth) : list(location, depth);
  }

  private YamlNode list(SourceLocation location, int depth) {
    List<YamlNode> elements = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      elements.add(node(event, depth + 1));
    }
    return new YamlList(elements, location);
  }

  private YamlNode map(SourceLocation location, int depth) {
    List<YamlMap.Entry> entries = new ArrayList<>();
    Map<String, SourceLocation> seen = new HashMap<>();
    boolean valid = true;
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      YamlNode key = node(event, depth + 1);
      YamlNode value = node(events.next(), depth + 1);
      if (key instanceof YamlScalar scalar) {
        SourceLocation first = seen.putIfAbsent(scalar.text(), scalar.location());
        if (first == null) {
          entries.add(new YamlMap.Entry(scalar, value));
        } else {
          error(
              scalar.location(),
              "the key '" + shown(scalar.text()) + "' is in line " + first.line() + " already");
        }
      } else {
        valid = false;
        refuseKey(key, location);
      }
    }
    return valid ? new YamlMap(entries, location) : new YamlInvalid(location);
  }

  /** An unquoted {@code {{ x }}} is, to YAML, a map whose key is a map. */
  private void refuseKey(YamlNode key, SourceLocation mapLocation) {
    boolean braces =
        key instanceof YamlMap
            && key.location().line() == mapLocation.line()
            && key.location().column() == mapLocation.column() + 1;
    if (braces) {
      error(
          mapLocation, "{{ }} is not an expression here: write ${...}, such as ${parameters.seed}");
    } else if (!(key instanceof YamlInvalid)) {
      error(key.location(), "a key must be text, it is " + key.inWords());
    }
  }

  private YamlScalar scalar(ScalarEvent event) {
    SourceLocation start = location(event);
    String text = event.getValue();
    boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
    int width = event.getEndMark().map(Mark::getIndex).orElse(0) - index(event);
    int length = text.codePointCount(0, text.length());
    boolean oneLine =
        event.getEndMark().map(Mark::getLine).equals(event.getStartMark().map(Mark::getLine));
    YamlScalar.Form form = YamlScalar.Form.OTHER;
    if (oneLine && width == length && plain) {
      form = YamlScalar.Form.PLAIN;
    } else if (oneLine && width == length + 2 && !plain) {
      form = YamlScalar.Form.QUOTED;
    }
    YamlScalar.Kind kind = plain ? YamlScalar.kindOfPlain(text) : YamlScalar.Kind.STRING;
    return new YamlScalar(text, kind, form, start);
  }

  private void checkTag(Optional<String> tag, SourceLocation location) {
    tag.ifPresent(
        name ->
            error(
                location,
                "the tag " + shown(name.replace(Tag.PREFIX, "!!")) + " is not allowed: remove it"));
  }

  private void error(SourceLocation location, String message) {
    problems.error(new Place(location, ""), message);
  }

  private SourceLocation location(Event event) {
    return event
        .getStartMark()
        .map(mark -> new SourceLocation(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElseGet(() -> SourceLocation.whole(file));
  }

  private static int index(Event event) {
    return event.getStartMark().map(Mark::getIndex).orElse(0);
  }

  private static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }
}
