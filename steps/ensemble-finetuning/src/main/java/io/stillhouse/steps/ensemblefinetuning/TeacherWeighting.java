package io.stillhouse.steps.ensemblefinetuning;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.Parameters;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.objective.TeacherWeights;
import io.stillhouse.training.softlabel.SoftLabels;
import io.stillhouse.training.softlabel.TeacherEnsemble;
import io.stillhouse.training.softlabel.TeacherScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How much each teacher counts where several are averaged, as the parameters say it.
 *
 * @param named weights by the teachers' names; empty for the rule
 */
record TeacherWeighting(SortedMap<String, Double> named, Rule rule) {

  /** Where weights come from that nobody gave. */
  enum Rule {
    /** All teachers count the same. */
    EQUAL,
    /** In proportion to their accuracy, or mean AUC, on the validation split. */
    VALIDATION_ACCURACY
  }

  static TeacherWeighting of(Parameters parameters) {
    Parameters given = parameters.map("teacherWeights");
    SortedMap<String, Double> named = new TreeMap<>();
    given.names().forEach(name -> named.put(name, given.number(name)));
    Rule rule = parameters.choice("teacherWeighting", Rule.class);
    if (!named.isEmpty() && rule != Rule.EQUAL) {
      throw new InvalidInputException(
          "teacherWeights already says how much each teacher counts; leave teacherWeighting out");
    }
    return new TeacherWeighting(named, rule);
  }

  /**
   * The weights of the teachers, in the order of the soft labels.
   *
   * @param told what came out of a measurement, in words
   */
  TeacherWeights weights(ImageDataset dataset, List<SoftLabels> softLabels, Consumer<String> told) {
    List<String> names = softLabels.stream().map(labels -> labels.info().teacher()).toList();
    if (!named.isEmpty()) {
      return TeacherWeights.named(names, named);
    }
    return rule == Rule.EQUAL
        ? TeacherWeights.equal(names.size())
        : byValidation(dataset, softLabels, told);
  }

  private static TeacherWeights byValidation(
      ImageDataset dataset, List<SoftLabels> softLabels, Consumer<String> told) {
    Optional<Split> validation = dataset.findSplit(DatasetInfo.VALIDATION);
    if (validation.isEmpty()) {
      throw new InvalidInputException(
          "teacherWeighting is validation-accuracy, but the dataset has no validation split");
    }
    Split split = validation.get();
    TeacherEnsemble.over(split, softLabels);
    List<Double> scores = new ArrayList<>();
    for (SoftLabels teacher : softLabels) {
      double score = TeacherScore.of(split, teacher.split(split.name()));
      told.accept(
          String.format(
              Locale.ROOT,
              "Teacher '%s' counts by its validation score %.4f",
              teacher.info().teacher(),
              score));
      scores.add(score);
    }
    return new TeacherWeights(scores);
  }
}
