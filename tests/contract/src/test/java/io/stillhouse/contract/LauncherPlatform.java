package io.stillhouse.contract;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.StepLauncher;
import java.util.Map;

/** Something that steps can be launched on, with one run for one test. */
interface LauncherPlatform extends AutoCloseable {
  /** The run whose attempts are launched. */
  RunLayout RUN = new RunLayout("launching", "20260101-000000-abcdef");

  /** Where the run lies. */
  ArtifactStore store();

  /** An image with a shell and the usual small programs. */
  String image();

  /** A launcher of the run, as another process would open it with this environment. */
  StepLauncher open(Map<String, String> environment);

  /** Kills the attempt in the way of somebody who does not know of launchers. */
  void kill(LaunchRequest request) throws Exception;

  /** How many processes ever began as this attempt. */
  long copies(LaunchRequest request) throws Exception;

  /** Whether the platform tells one who comes later how an attempt has ended. */
  boolean keepsExitCodes();

  /** Whether the platform tells with which code a step ended that was told to stop. */
  boolean seesStoppedStepsEnd();

  /** Whether a step is held to its memory, and the platform tells that this killed it. */
  boolean limitsMemory();

  @Override
  void close() throws Exception;
}
