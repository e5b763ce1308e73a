package io.stillhouse.training.objective;

import io.stillhouse.training.TrainingInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which teachers each branch learns from.
 *
 * @param teachersOfBranches numbers of teachers, one or more for each branch
 */
public record TeacherAssignment(List<List<Integer>> teachersOfBranches) {
  /** Names all teachers where one teacher's name could stand. */
  public static final String ALL = "all";

  public TeacherAssignment {
    teachersOfBranches = teachersOfBranches.stream().map(List::copyOf).toList();
  }

  /**
   * Reads an assignment.
   *
   * @param branches number of branches, 1 or more
   * @param teachers the teachers' names, 1 or more
   * @param named for each branch a teacher's name or {@link #ALL}; empty for the default: branch b
   *     from teacher b when there are as many, else every branch from all
   * @throws TrainingInputException when a name is unknown or the number of names is wrong
   */
  public static TeacherAssignment of(int branches, List<String> teachers, List<String> named) {
    List<Integer> everyone = IntStream.range(0, teachers.size()).boxed().toList();
    if (named.isEmpty()) {
      return branches == teachers.size()
          ? new TeacherAssignment(everyone.stream().map(List::of).toList())
          : new TeacherAssignment(Collections.nCopies(branches, everyone));
    }
    if (named.size() != branches) {
      throw new TrainingInputException(
          "branchTeachers names %d teachers for %d branches: one name a branch is needed"
              .formatted(named.size(), branches));
    }
    List<List<Integer>> assigned = new ArrayList<>();
    for (String name : named) {
      int teacher = teachers.indexOf(name);
      if (teacher < 0 && !name.equals(ALL)) {
        throw new TrainingInputException(
            "branchTeachers names '%s', but the teachers are %s (or %s)"
                .formatted(name, teachers, ALL));
      }
      assigned.add(teacher < 0 ? everyone : List.of(teacher));
    }
    return new TeacherAssignment(assigned);
  }
}
