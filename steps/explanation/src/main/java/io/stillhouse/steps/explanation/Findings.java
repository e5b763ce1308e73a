package io.stillhouse.steps.explanation;

import io.stillhouse.steps.explanation.ExplainedModel.Role;
import io.stillhouse.training.explanation.CamMethod;
import io.stillhouse.training.explanation.DeletionGame;
import io.stillhouse.training.explanation.MapSimilarity;
import io.stillhouse.training.explanation.SaliencyMap;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What came of all questions.
 *
 * @param questions in the order they were drawn
 * @param answers of each model, one a question; the teacher's and the student's are always there
 * @param topShare share of the pixels whose overlap is measured
 */
record Findings(List<Question> questions, Map<Role, List<Answer>> answers, double topShare) {
  Findings {
    questions = List.copyOf(questions);
    answers = Map.copyOf(answers);
  }

  /** The models, teacher first. */
  List<Role> roles() {
    Set<Role> there = answers.keySet();
    return Arrays.stream(Role.values()).filter(there::contains).toList();
  }

  /** A model's answer to a question. */
  Answer answer(Role role, int question) {
    List<Answer> ofModel = answers.get(role);
    if (ofModel == null) {
      throw new IllegalArgumentException("there is no " + role.word());
    }
    return ofModel.get(question);
  }

  /** Correlation of a model's map of a question with the teacher's, -1 to 1, or NaN. */
  double correlation(Role role, CamMethod method, int question) {
    return MapSimilarity.correlation(
        answer(Role.TEACHER, question).map(method), answer(role, question).map(method));
  }

  /** Mean correlation with the teacher's maps. */
  Mean correlation(Role role, CamMethod method) {
    return mean(question -> correlation(role, method, question));
  }

  /** What maps of other images correlate: all objects tend to be in the middle. */
  Mean chanceCorrelation(Role role, CamMethod method) {
    return mean(
        question -> {
          SaliencyMap other = answer(role, (question + 1) % questions.size()).map(method);
          return MapSimilarity.correlation(answer(Role.TEACHER, question).map(method), other);
        });
  }

  /** How much more the student's maps correlate with the teacher's than the baseline's do. */
  Mean correlationGain(CamMethod method) {
    return mean(
        question ->
            correlation(Role.STUDENT, method, question)
                - correlation(Role.SCRATCH, method, question));
  }

  /**
   * Overlap of a model's most important pixels of a question with the teacher's, 0 to 1, or NaN.
   */
  double overlap(Role role, CamMethod method, int question) {
    return MapSimilarity.overlap(
        answer(Role.TEACHER, question).map(method), answer(role, question).map(method), topShare);
  }

  /** Mean overlap with the teacher's most important pixels. */
  Mean overlap(Role role, CamMethod method) {
    return mean(question -> overlap(role, method, question));
  }

  /** Mean area under the deletion curves of a model's maps. */
  Mean deletion(Role role, CamMethod method) {
    return mean(question -> answer(role, question).deletion(method).area());
  }

  /** Mean area under the deletion curves in random orders. */
  Mean control(Role role) {
    return mean(question -> answer(role, question).control().area());
  }

  /** How much smaller the area is than in random orders: above 0 the map says something. */
  Mean deletionGain(Role role, CamMethod method) {
    return mean(
        question -> {
          Answer answer = answer(role, question);
          return answer.control().area() - answer.deletion(method).area();
        });
  }

  /** The mean deletion curve of a model's maps. */
  DeletionGame.Curve curve(Role role, CamMethod method) {
    return DeletionGame.mean(
        IntStream.range(0, questions.size())
            .mapToObj(question -> answer(role, question).deletion(method))
            .toList());
  }

  /** The mean deletion curve in random orders. */
  DeletionGame.Curve controlCurve(Role role) {
    return DeletionGame.mean(
        IntStream.range(0, questions.size())
            .mapToObj(question -> answer(role, question).control())
            .toList());
  }

  private Mean mean(IntToDoubleFunction ofQuestion) {
    return Mean.of(
        IntStream.range(0, questions.size()).mapToDouble(ofQuestion).toArray(),
        questions.stream().mapToLong(Question::patient).toArray());
  }
}
