package io.stillhouse.steps.modelexport.card;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of a model.
 *
 * @param dataset the dataset's name
 * @param split the split's name
 * @param images how many there are
 * @param source who measured
 * @param figures by name: {@code accuracy}, {@code nll}, ...; only those that are defined
 * @param perLabel of multi-label data the AUC of each label where it is defined; null otherwise
 * @param comparisons with other models on the same images; empty where nobody compared
 * @param gapRecovered of the way from the baseline to the teacher, the student's share; null where
 *     it is not defined
 */
public record MeasuredFigures(
    String dataset,
    String split,
    long images,
    String source,
    SortedMap<String, Double> figures,
    @Nullable SortedMap<String, Double> perLabel,
    List<Comparison> comparisons,
    @Nullable Double gapRecovered) {

  /**
   * The headline figure (accuracy, mean AUC) held against another model's on the same images.
   *
   * @param with the other model
   * @param difference this model's figure less the other's
   * @param lower end of the 95% interval
   * @param upper end of the 95% interval
   */
  public record Comparison(String with, double difference, double lower, double upper) {}
}
