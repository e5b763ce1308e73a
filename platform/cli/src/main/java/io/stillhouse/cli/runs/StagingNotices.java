package io.stillhouse.cli.runs;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.orchestrator.run.RunListener;
import java.nio.file.Path;

/**
 * Says what is being copied into the store before a run begins, which may take long.
 *
 * @param environment where it is said
 */
record StagingNotices(CliEnvironment environment) implements RunListener {
  @Override
  public void staging(Path source) {
    environment.err().println("Copying " + environment.display(source) + " into the store ...");
    environment.err().flush();
  }
}
