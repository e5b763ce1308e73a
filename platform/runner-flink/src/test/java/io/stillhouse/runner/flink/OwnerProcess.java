package io.stillhouse.runner.flink;

import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.run.RunListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** A process that owns a run, and may be killed. */
final class OwnerProcess {

  private OwnerProcess() {}

  public static void main(String[] arguments) {
    new RunController(ArtifactStores.open(arguments[0]), System.getenv(), Clock.systemUTC())
        .execute(RunLayout.ofName(arguments[1]), RunListener.NONE);
  }

  static Process start(Path store, RunLayout run, Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            Workplace.testClassPath(),
            OwnerProcess.class.getName(),
            store.toString(),
            run.name())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
