package io.stillhouse.model.plan;

import io.stillhouse.model.expression.ConditionExpression;
import io.stillhouse.model.expression.ConditionNode;
import io.stillhouse.model.expression.ConditionNode.Binary;
import io.stillhouse.model.expression.ConditionNode.Constant;
import io.stillhouse.model.expression.ConditionNode.Lookup;
import io.stillhouse.model.expression.ConditionNode.Not;
import io.stillhouse.model.expression.ConditionTypes;
import io.stillhouse.model.expression.Reference;
import io.stillhouse.model.expression.Selector;
import io.stillhouse.model.problem.Problems;
import java.util.List;
import java.util.Optional;

/** Fills parameters and items into a condition, and planned steps into its metrics. */
final class ConditionBinder {
  private final Resolver resolver;
  private final Targets targets;
  private final Optional<FanOutItem> item;
  private final Problems problems;
  private boolean complete = true;

  ConditionBinder(
      Resolver resolver, Targets targets, Optional<FanOutItem> item, Problems problems) {
    this.resolver = resolver;
    this.targets = targets;
    this.item = item;
    this.problems = problems;
  }

  Condition bind(ConditionExpression condition) {
    ConditionNode root = bind(condition.root());
    if (complete) {
      new ConditionTypes(reference -> Optional.empty(), problems).check(root);
    }
    return new Condition(condition.text(), root);
  }

  private ConditionNode bind(ConditionNode node) {
    if (node instanceof Not not) {
      return new Not(bind(not.operand()), not.place());
    }
    if (node instanceof Binary binary) {
      return new Binary(
          binary.operator(), bind(binary.left()), bind(binary.right()), binary.place());
    }
    return node instanceof Lookup lookup ? bind(lookup) : node;
  }

  private ConditionNode bind(Lookup lookup) {
    Reference reference = lookup.reference();
    if (reference instanceof Reference.ToMetric metric) {
      Optional<List<String>> steps =
          targets.of(metric.step(), metric.selector(), item, metric.place());
      if (steps.isPresent() && steps.get().size() == 1) {
        return new Lookup(
            new Reference.ToMetric(
                steps.get().get(0), new Selector.Single(), metric.metric(), metric.place()));
      }
      complete = false;
      return lookup;
    }
    Resolution resolution = resolver.resolve(reference);
    if (resolution.value().isPresent()) {
      return new Constant(resolution.value().get(), reference.place());
    }
    if (resolution.kind() == Resolution.Kind.UNSET) {
      resolver.reportUnset(reference.toString(), reference.place());
    }
    complete = false;
    return lookup;
  }
}
