package io.stillhouse.server.runs;

import io.stillhouse.artifacts.RunLayout;

/** Starts what carries runs out, outside this process, so that its end harms no run. */
public interface RunStarter {

  /** Starts what takes a created run to its end; returns when it is at work. */
  void execute(RunLayout run) throws InterruptedException;

  /** The same, after what failed got another chance. */
  void resume(RunLayout run) throws InterruptedException;
}
