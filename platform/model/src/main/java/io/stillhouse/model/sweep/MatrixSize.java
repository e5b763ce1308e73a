package io.stillhouse.model.sweep;

import java.util.Optional;

/** How many runs a matrix may have. */
public final class MatrixSize {
  private MatrixSize() {}

  /** Why a matrix cannot be run for the number of its runs; empty if it can. */
  public static Optional<String> problem(Matrix matrix) {
    // What is excluded counts only when the product is small enough to be gone through.
    long runs =
        matrix.atMost() > 100L * Matrix.MAXIMUM_RUNS ? matrix.atMost() : matrix.points().size();
    if (runs > Matrix.MAXIMUM_RUNS) {
      return Optional.of(
          "the matrix has "
              + runs
              + " runs, at most "
              + Matrix.MAXIMUM_RUNS
              + " are allowed: shorten an axis, or exclude combinations");
    }
    return runs == 0
        ? Optional.of("the matrix has no run: everything is excluded")
        : Optional.empty();
  }
}
