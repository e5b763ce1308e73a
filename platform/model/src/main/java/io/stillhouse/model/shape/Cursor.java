package io.stillhouse.model.shape;

import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.yaml.YamlInvalid;
import io.stillhouse.model.yaml.YamlMap;
import io.stillhouse.model.yaml.YamlNode;
import io.stillhouse.model.yaml.YamlScalar;

/**
 * A node that is being read: what it is, where it stands, whom to tell about problems.
 *
 * @param node the node
 * @param path its path from the top of the document
 * @param problems collects what is wrong
 */
public record Cursor(YamlNode node, String path, Problems problems) {
  /** Where the node stands. */
  public Place place() {
    return new Place(node.location(), path);
  }

  /** The value of a key. */
  public Cursor member(String key, YamlNode value) {
    return new Cursor(value, memberPath(key), problems);
  }

  /** The path of a key. */
  public String memberPath(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** An element of a list; elements that have a name are called by it. */
  public Cursor element(int index, YamlNode element) {
    String name =
        element instanceof YamlMap map
                && map.get("name").orElse(element) instanceof YamlScalar scalar
                && !scalar.text().isEmpty()
                && scalar.text().length() <= 64
            ? scalar.text()
            : Integer.toString(index);
    return new Cursor(element, path + "[" + name + "]", problems);
  }

  /** Reports something wrong with the node. */
  public void error(String message) {
    problems.error(place(), message);
  }

  /** Reports that the node is not what it must be, unless it was refused before. */
  public void expected(String what) {
    if (node instanceof YamlInvalid) {
      return;
    }
    String hint = "";
    if (node instanceof YamlScalar scalar) {
      if (scalar.kind() == YamlScalar.Kind.NULL) {
        error("there is no value, it must be " + what);
        return;
      }
      boolean quoted = scalar.kind() == YamlScalar.Kind.STRING;
      if (!quoted && what.startsWith("a string")) {
        hint = ": put it in quotes";
      }
    }
    error("is " + node.inWords() + ", it must be " + what + hint);
  }
}
