package io.stillhouse.server.main;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.runs.Detachment;
import io.stillhouse.cli.runs.Detachment.Work;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.runs.RunStarter;

/** Has runs carried out by processes of the command line, as {@code run --detach} does. */
public final class CliRunStarter implements RunStarter {
  private final Detachment detachment;
  private final String context;

  /**
   * @param context the context in which the processes reach the runs' platform
   */
  public CliRunStarter(CliEnvironment environment, ArtifactStore store, String context) {
    this.detachment = new Detachment(environment, store);
    this.context = context;
  }

  @Override
  public void execute(RunLayout run) throws InterruptedException {
    begin(run, Work.EXECUTE);
  }

  @Override
  public void resume(RunLayout run) throws InterruptedException {
    begin(run, Work.RESUME);
  }

  private void begin(RunLayout run, Work work) throws InterruptedException {
    try {
      detachment.begin(run, context, work);
    } catch (CliException e) {
      throw ApiException.notNow(String.join("\n", e.lines()));
    }
  }
}
