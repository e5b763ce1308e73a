package io.stillhouse.model.plan;

import io.stillhouse.model.expression.ConditionNode;
import io.stillhouse.model.expression.ConditionNode.Binary;
import io.stillhouse.model.expression.ConditionNode.Constant;
import io.stillhouse.model.expression.ConditionNode.Lookup;
import io.stillhouse.model.expression.ConditionNode.Not;
import io.stillhouse.model.expression.Reference;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.SourceLocation;
import io.stillhouse.model.value.BooleanValue;
import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.NumberValue;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The condition under which a planned step runs: parameters and items are filled in, only metrics
 * of planned steps are still open. A step whose condition needs a step that was skipped is skipped
 * as well.
 *
 * @param text the condition as its author wrote it; empty for a step that always runs
 * @param root its tree, which must yield a truth value
 */
public record Condition(String text, ConditionNode root) {
  /** A step without condition. */
  public static final Condition ALWAYS =
      new Condition(
          "", new Constant(new BooleanValue(true), new Place(SourceLocation.whole(""), "")));

  /** The names of the planned steps whose metrics it asks for. */
  public Set<String> steps() {
    Set<String> steps = new TreeSet<>();
    collect(root, steps);
    return Collections.unmodifiableSet(steps);
  }

  private static void collect(ConditionNode node, Set<String> steps) {
    if (node instanceof Lookup lookup && lookup.reference() instanceof Reference.ToMetric metric) {
      steps.add(metric.step());
    } else if (node instanceof Not not) {
      collect(not.operand(), steps);
    } else if (node instanceof Binary binary) {
      collect(binary.left(), steps);
      collect(binary.right(), steps);
    }
  }

  /**
   * Whether the step runs. {@code &&} and {@code ||} look at their right side only when it matters.
   *
   * @param metrics the metrics of the steps that are done
   * @throws ConditionException if a metric that matters is missing; the message names it
   */
  public boolean evaluate(MetricLookup metrics) {
    return truth(root, metrics);
  }

  private boolean truth(ConditionNode node, MetricLookup metrics) {
    if (node instanceof Not not) {
      return !truth(not.operand(), metrics);
    }
    if (node instanceof Binary binary) {
      return switch (binary.operator()) {
        case AND -> truth(binary.left(), metrics) && truth(binary.right(), metrics);
        case OR -> truth(binary.left(), metrics) || truth(binary.right(), metrics);
        case EQUAL -> same(binary, metrics);
        case NOT_EQUAL -> !same(binary, metrics);
        case LESS -> number(binary.left(), metrics) < number(binary.right(), metrics);
        case LESS_OR_EQUAL -> number(binary.left(), metrics) <= number(binary.right(), metrics);
        case GREATER -> number(binary.left(), metrics) > number(binary.right(), metrics);
        case GREATER_OR_EQUAL -> number(binary.left(), metrics) >= number(binary.right(), metrics);
      };
    }
    if (node instanceof Constant constant && constant.value() instanceof BooleanValue truth) {
      return truth.truth();
    }
    throw new ConditionException("the condition " + text + " does not say true or false");
  }

  /** Numbers are compared as numbers; anything else is the same if type and content are. */
  private boolean same(Binary binary, MetricLookup metrics) {
    if (isNumber(binary.left()) && isNumber(binary.right())) {
      return number(binary.left(), metrics) == number(binary.right(), metrics);
    }
    if (binary.left() instanceof Constant left && binary.right() instanceof Constant right) {
      return left.value().equals(right.value());
    }
    return !isNumber(binary.left())
        && !isNumber(binary.right())
        && truth(binary.left(), metrics) == truth(binary.right(), metrics);
  }

  private static boolean isNumber(ConditionNode node) {
    return node instanceof Lookup
        || (node instanceof Constant constant
            && (constant.value() instanceof IntegerValue
                || constant.value() instanceof NumberValue));
  }

  /** A metric may be NaN or infinite: comparisons then go as IEEE 754 and Java have them. */
  private double number(ConditionNode node, MetricLookup metrics) {
    if (node instanceof Constant constant) {
      if (constant.value() instanceof IntegerValue integer) {
        return integer.number();
      }
      if (constant.value() instanceof NumberValue number) {
        return number.number();
      }
    }
    if (node instanceof Lookup lookup && lookup.reference() instanceof Reference.ToMetric metric) {
      return metrics
          .metric(metric.step(), metric.metric())
          .orElseThrow(
              () ->
                  new ConditionException(
                      "the condition "
                          + text
                          + " asks for the metric '"
                          + metric.metric()
                          + "' of step "
                          + metric.step()
                          + ", whose result has none of that name"));
    }
    throw new ConditionException("the condition " + text + " compares what is not a number");
  }
}
