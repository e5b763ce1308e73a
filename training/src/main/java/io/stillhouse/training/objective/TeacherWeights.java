package io.stillhouse.training.objective;

import io.stillhouse.training.TrainingInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * How much each teacher counts where several are averaged.
 *
 * @param ofTeachers one weight a teacher, 0 or more and finite, not all of them 0; only their
 *     proportions matter
 */
public record TeacherWeights(List<Double> ofTeachers) {
  public TeacherWeights {
    ofTeachers = List.copyOf(ofTeachers);
    if (ofTeachers.stream().anyMatch(weight -> !(weight >= 0 && weight < Double.MAX_VALUE))
        || ofTeachers.stream().noneMatch(weight -> weight > 0)) {
      throw new TrainingInputException(
          "The weights of the teachers are %s; each must be 0 or more, and one above 0"
              .formatted(ofTeachers));
    }
  }

  /** All teachers count the same. */
  public static TeacherWeights equal(int teachers) {
    return new TeacherWeights(Collections.nCopies(teachers, 1.0));
  }

  /**
   * As a user says.
   *
   * @param teachers the teachers' names
   * @param named a weight for each of them
   * @throws TrainingInputException naming every teacher without a weight, and every weight of
   *     nobody
   */
  public static TeacherWeights named(List<String> teachers, Map<String, Double> named) {
    List<String> problems = new ArrayList<>();
    for (String name : named.keySet()) {
      if (!teachers.contains(name)) {
        problems.add("'%s' is no teacher; they are %s".formatted(name, teachers));
      }
    }
    List<Double> weights = new ArrayList<>();
    for (String teacher : teachers) {
      Double weight = named.get(teacher);
      if (weight == null) {
        problems.add("teacher '%s' has no weight".formatted(teacher));
      } else {
        weights.add(weight);
      }
    }
    if (!problems.isEmpty()) {
      throw new TrainingInputException("teacherWeights: " + String.join("; ", problems));
    }
    return new TeacherWeights(weights);
  }

  /**
   * The weights of some teachers, summing to 1.
   *
   * @param teachers their numbers, 1 or more
   * @throws TrainingInputException when none of them counts
   */
  List<Double> of(List<Integer> teachers) {
    double sum = teachers.stream().mapToDouble(ofTeachers::get).sum();
    if (sum == 0) {
      throw new TrainingInputException(
          "A branch learns from teachers of weight 0 only; give one of them a weight, or the branch"
              + " another teacher");
    }
    return teachers.stream().map(teacher -> ofTeachers.get(teacher) / sum).toList();
  }
}
