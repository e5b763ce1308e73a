package io.stillhouse.orchestrator.execution;

/** Carries out what remains of a run: inside this process, or where the runner's platform is. */
public interface PipelineRunner {

  /**
   * Takes every remaining step to its outcome, each once those before it have ended, and returns
   * when all have ended. Any of them may have been at work before, for another process too.
   *
   * @throws io.stillhouse.launch.BackendUnreachableException if the platform cannot be reached; the
   *     run stays as it is, and whoever executes it next goes on
   * @throws io.stillhouse.orchestrator.run.InvalidRunException if the platform cannot carry it out
   */
  void run(RemainingSteps steps);
}
