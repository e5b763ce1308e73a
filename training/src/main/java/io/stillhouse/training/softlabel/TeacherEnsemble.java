package io.stillhouse.training.softlabel;

import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.View;
import java.util.ArrayList;
import java.util.List;

/**
 * The soft labels of one or more teachers for one split, checked to be over the same views of this
 * dataset's images.
 */
public final class TeacherEnsemble {
  private final List<SoftLabels> teachers;
  private final List<SoftLabels.Rows> rows;

  private TeacherEnsemble(List<SoftLabels> teachers, List<SoftLabels.Rows> rows) {
    this.teachers = teachers;
    this.rows = rows;
  }

  /**
   * Brings teachers and images together.
   *
   * @throws SoftLabelsException naming every teacher whose soft labels are of another dataset, task
   *     or set of views, or whose name is taken
   */
  public static TeacherEnsemble over(Split split, List<SoftLabels> teachers) {
    if (teachers.isEmpty()) {
      throw new SoftLabelsException("There are no soft labels: at least one teacher is needed");
    }
    List<String> problems = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (SoftLabels teacher : teachers) {
      if (names.contains(teacher.info().teacher())) {
        problems.add(
            "two teachers are called '%s'; name them apart by soft-label-extraction's name"
                .formatted(teacher.info().teacher()));
      }
      names.add(teacher.info().teacher());
      problems.addAll(mismatches(split, teacher, teachers.get(0)));
    }
    if (!problems.isEmpty()) {
      throw new SoftLabelsException(
          "The soft labels do not fit together: " + String.join("; ", problems));
    }
    return new TeacherEnsemble(
        List.copyOf(teachers),
        teachers.stream().map(teacher -> teacher.split(split.name())).toList());
  }

  /** The teachers' names in order. */
  public List<String> names() {
    return teachers.stream().map(teacher -> teacher.info().teacher()).toList();
  }

  /** What a teacher's artifact says. */
  public SoftLabelsInfo info(int teacher) {
    return teachers.get(teacher).info();
  }

  /** Number of teachers. */
  public int size() {
    return teachers.size();
  }

  /** Stored views of each image. */
  public int views() {
    return rows.get(0).views();
  }

  /** What all teachers saw. */
  public View view(int row, int view) {
    return rows.get(0).view(row, view);
  }

  /** Copies a teacher's logits for a view of an image. */
  public void copyLogits(int teacher, int row, int view, float[] target, int offset) {
    rows.get(teacher).copyLogits(row, view, target, offset);
  }

  private static List<String> mismatches(Split split, SoftLabels teacher, SoftLabels first) {
    SoftLabelsInfo info = teacher.info();
    String who = "teacher '" + info.teacher() + "'";
    if (info.task() != split.dataset().task()
        || info.classes() != split.dataset().classes().size()) {
      return List.of(
          "%s has %d %s outputs but the dataset has %d %s classes"
              .formatted(
                  who,
                  info.classes(),
                  info.task().jsonName(),
                  split.dataset().classes().size(),
                  split.dataset().task().jsonName()));
    }
    SoftLabels.Rows rows = teacher.split(split.name());
    if (rows.size() != split.size()) {
      return List.of(
          "%s has soft labels of %d images but split '%s' has %d"
              .formatted(who, rows.size(), split.name(), split.size()));
    }
    for (int row = 0; row < split.size(); row++) {
      if (rows.id(row) != split.id(row)) {
        return List.of(
            "%s has image %d in row %d where the dataset has image %d: extract from this dataset"
                .formatted(who, rows.id(row), row, split.id(row)));
      }
    }
    return viewMismatches(who, rows, first.info().teacher(), first.split(split.name()));
  }

  private static List<String> viewMismatches(
      String who, SoftLabels.Rows rows, String firstName, SoftLabels.Rows first) {
    if (rows.views() != first.views()) {
      return List.of(
          "%s saw %d views of an image but teacher '%s' saw %d: extract with the same views"
              .formatted(who, rows.views(), firstName, first.views()));
    }
    for (int row = 0; rows != first && row < Math.min(rows.size(), first.size()); row++) {
      for (int view = 0; view < rows.views(); view++) {
        if (!rows.view(row, view).equals(first.view(row, view))) {
          return List.of(
              ("%s saw other views than teacher '%s': extract with the same viewSeed, padding and"
                      + " flip")
                  .formatted(who, firstName));
        }
      }
    }
    return List.of();
  }
}
