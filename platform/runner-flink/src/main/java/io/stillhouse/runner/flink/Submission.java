package io.stillhouse.runner.flink;

import io.stillhouse.artifacts.RunLayout;
import java.io.Serializable;
import java.util.List;

/**
 * All that the transforms of a run carry to the session: where the run lies. The rest lies there.
 *
 * @param protocol what the submitting process and the session must have in common
 * @param store the URI of the store
 * @param run the run's name, {@code pipeline/run}
 * @param id tells this submission from others of the run
 * @param atWork the steps of which attempts may be at work already
 */
record Submission(int protocol, String store, String run, String id, List<String> atWork)
    implements Serializable {
  /** Grows with every change of what submitter and session expect of one another. */
  static final int PROTOCOL = 1;

  private static final String JOB_PREFIX = "stillhouse-";

  /** Copies. */
  Submission {
    atWork = List.copyOf(atWork);
  }

  /** Where the run lies in its store. */
  RunLayout layout() {
    return RunLayout.ofName(run);
  }

  /** The name of the Flink job. */
  String jobName() {
    return jobPrefix(layout()) + id;
  }

  /** What the names of all Flink jobs of a run begin with. */
  static String jobPrefix(RunLayout run) {
    return JOB_PREFIX + run.pipeline() + "-" + run.runId() + "-";
  }
}
