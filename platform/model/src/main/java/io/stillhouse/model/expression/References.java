package io.stillhouse.model.expression;

import io.stillhouse.model.expression.ConditionNode.Binary;
import io.stillhouse.model.expression.ConditionNode.Lookup;
import io.stillhouse.model.expression.ConditionNode.Not;
import java.util.ArrayList;
import java.util.List;

/** Finds the references inside templates and conditions. */
public final class References {
  private final List<Reference> found = new ArrayList<>();

  private References() {}

  /** Those of a template, in the order they were written. */
  public static List<Reference> of(Template template) {
    References references = new References();
    references.collect(template);
    return references.found;
  }

  /** Those of a condition, in the order they were written. */
  public static List<Reference> of(ConditionNode root) {
    References references = new References();
    references.collect(root);
    return references.found;
  }

  private void collect(Template template) {
    if (template instanceof Template.Expression expression) {
      found.add(expression.reference());
    } else if (template instanceof Template.Text text) {
      text.parts().forEach(this::collect);
    } else if (template instanceof Template.Elements elements) {
      elements.elements().forEach(this::collect);
    } else if (template instanceof Template.Entries entries) {
      entries.entries().values().forEach(this::collect);
    }
  }

  private void collect(ConditionNode node) {
    if (node instanceof Lookup lookup) {
      found.add(lookup.reference());
    } else if (node instanceof Not not) {
      collect(not.operand());
    } else if (node instanceof Binary binary) {
      collect(binary.left());
      collect(binary.right());
    }
  }
}
