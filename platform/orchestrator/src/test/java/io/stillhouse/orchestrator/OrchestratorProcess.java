package io.stillhouse.orchestrator;

import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.run.RunListener;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** An orchestrator in a JVM of its own, to be killed. Arguments: the store, the run's name. */
final class OrchestratorProcess {

  private OrchestratorProcess() {}

  public static void main(String[] arguments) {
    new RunController(ArtifactStores.open(arguments[0]), System.getenv(), Clock.systemUTC())
        .resume(RunLayout.ofName(arguments[1]), RunListener.NONE);
  }

  static Process start(Workplace workplace, RunLayout run, Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            OrchestratorProcess.class.getName(),
            workplace.storeFolder.toString(),
            run.name())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(output.toString())))
        .start();
  }
}
