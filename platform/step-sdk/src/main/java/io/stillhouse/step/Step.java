package io.stillhouse.step;

/**
 * The work of one component. Everything that a step needs comes from its context; everything that
 * it makes goes there.
 *
 * <pre>{@code
 * public final class TeacherPretraining implements Step {
 *   public static void main(String[] arguments) {
 *     System.exit(StepMain.execute(new TeacherPretraining(), System.getenv()));
 *   }
 *
 *   public void run(StepContext context) throws Exception { ... }
 * }
 * }</pre>
 */
public interface Step {

  /**
   * Does the work. A normal return commits the outputs.
   *
   * @throws InvalidInputException if parameters or inputs are wrong, so that trying again is
   *     useless
   * @throws StepStoppedException if the step was told to stop ({@link StepContext#stopRequested})
   *     and has saved a checkpoint where that pays
   * @throws Exception if anything else went wrong
   */
  void run(StepContext context) throws Exception;
}
