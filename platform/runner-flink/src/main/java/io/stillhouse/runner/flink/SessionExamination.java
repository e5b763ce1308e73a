package io.stillhouse.runner.flink;

import io.stillhouse.flinkclient.SessionApi;
import io.stillhouse.flinkclient.SessionOverview;
import io.stillhouse.launch.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.util.EnvironmentInformation;

/** Looks whether a session is one that carries runs out. Asks only; submits nothing. */
final class SessionExamination {
  private static final String SESSION = "flink session";
  private static final String CLASSES = "flink classes";
  private static final String SLOTS = "flink slots";

  /** Part of the path of this module's jar, and of its folder of classes. */
  private static final String OURS = "runner-flink";

  private final FlinkSettings settings;
  private final SessionApi session;

  SessionExamination(FlinkSettings settings) {
    this.settings = settings;
    this.session = new SessionApi(settings.endpoint());
  }

  /** Everything that was found; nothing more once the session does not answer. */
  List<Finding> find() {
    List<Finding> findings = new ArrayList<>();
    try {
      SessionOverview overview = session.overview();
      findings.add(version(overview));
      findings.add(slots(overview));
      findings.add(classes(session.classPath()));
    } catch (IOException e) {
      findings.add(
          Finding.failed(
              SESSION,
              settings.master() + " does not answer (" + JobWatch.why(e) + ")",
              "see that its JobManager runs, and name its REST endpoint in 'master' (--set"
                  + " flink.master=HOST:PORT, or flink: in the context)"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      findings.add(Finding.failed(SESSION, "interrupted while asking it", "ask again"));
    }
    return findings;
  }

  private Finding version(SessionOverview overview) {
    String here = EnvironmentInformation.getVersion();
    String found = "Flink " + overview.flinkVersion() + " at " + settings.master();
    return overview.flinkVersion().equals(here)
        ? Finding.ok(SESSION, found)
        : Finding.failed(
            SESSION,
            found + ", this Stillhouse needs Flink " + here,
            "start the session with Flink " + here);
  }

  private static Finding slots(SessionOverview overview) {
    if (overview.slots() == 0) {
      return Finding.failed(
          SLOTS,
          "it has " + overview.taskManagers() + " TaskManagers and no slot",
          "start a TaskManager, and look into its log if there is one already");
    }
    String found =
        overview.freeSlots()
            + " of "
            + overview.slots()
            + " slots are free, on "
            + overview.taskManagers()
            + (overview.taskManagers() == 1 ? " TaskManager" : " TaskManagers");
    return overview.freeSlots() > 0
        ? Finding.ok(SLOTS, found)
        : Finding.warning(
            SLOTS,
            found + "; a run needs one, and waits for it",
            "start another TaskManager, or cancel a job of the session");
  }

  /** A JobManager tells its own class path only; a TaskManager is started with the same one. */
  private static Finding classes(List<String> classPath) {
    if (classPath.isEmpty()) {
      return Finding.warning(
          CLASSES,
          "its JobManager does not tell its class path",
          "see that platform/runner-flink is on the class path of JobManager and TaskManagers");
    }
    return classPath.stream().anyMatch(entry -> entry.contains(OURS))
        ? Finding.ok(CLASSES, "its JobManager has Stillhouse on its class path")
        : Finding.failed(
            CLASSES,
            "its JobManager has no Stillhouse on its class path",
            "start JobManager and TaskManagers with platform/runner-flink, its target/classpath and"
                + " the launcher on their class path, or from the controller's image (k8s/base)");
  }
}
