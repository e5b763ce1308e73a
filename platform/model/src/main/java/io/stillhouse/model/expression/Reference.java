package io.stillhouse.model.expression;

import io.stillhouse.model.problem.Place;
import java.util.Optional;

/** What an expression refers to. Its text form is what stands between the braces. */
public sealed interface Reference {
  /** Where it is written. */
  Place place();

  /**
   * {@code parameters.NAME}.
   *
   * @param name a parameter of the pipeline
   * @param place where it is written
   */
  record ToParameter(String name, Place place) implements Reference {
    @Override
    public String toString() {
      return "parameters." + name;
    }
  }

  /**
   * {@code item} or {@code item.KEY}.
   *
   * @param key an entry of the fan-out's item; empty for the whole item
   * @param place where it is written
   */
  record ToItem(Optional<String> key, Place place) implements Reference {
    @Override
    public String toString() {
      return "item" + key.map(name -> "." + name).orElse("");
    }
  }

  /**
   * {@code steps.NAME.outputs.OUT}.
   *
   * @param step a step of the definition
   * @param selector which of its fan-out
   * @param output the output of the step's component
   * @param place where it is written
   */
  record ToOutput(String step, Selector selector, String output, Place place) implements Reference {
    @Override
    public String toString() {
      return "steps." + step + selector + ".outputs." + output;
    }
  }

  /**
   * {@code steps.NAME.metrics['KEY']}.
   *
   * @param step a step of the definition
   * @param selector which of its fan-out
   * @param metric the name of a metric of its result
   * @param place where it is written
   */
  record ToMetric(String step, Selector selector, String metric, Place place) implements Reference {
    @Override
    public String toString() {
      return "steps." + step + selector + ".metrics['" + metric + "']";
    }
  }
}
