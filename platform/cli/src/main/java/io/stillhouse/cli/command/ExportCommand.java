package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.runs.Exports;
import io.stillhouse.cli.runs.StoredRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export}: a run's exported model, or another artifact, in a folder. */
@Command(
    name = "export",
    header = "Copies a run's exported model, or another artifact, into a folder.",
    description = {
      "Without ARTIFACT it is the model that a step of the component model-export made: ONNX and",
      "safetensors files with a model card. Every byte is checked against its digest before it is",
      "copied; files that are there already are never overwritten."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse export latest --to digits-model",
      "  stillhouse export digits@champion --to champion",
      "  stillhouse export latest evaluate/report --to report"
    })
public final class ExportCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
  private String run = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ARTIFACT",
      description = "STEP/OUTPUT; the exported model by default.")
  private String artifact = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FOLDER",
      description = "Where its files go; made when it is not there.")
  private Path to = Path.of("");

  @Mixin private StoreOption store = new StoreOption();

  public ExportCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var opened = store.open(environment);
    var found = new StoredRuns(opened).find(run);
    try {
      List<String> files = new Exports(opened).copy(found, artifact, environment.resolve(to));
      files.forEach(file -> environment.out().println(to.resolve(file)));
    } catch (IOException e) {
      throw new CliException(
          CliExit.INVALID,
          "Cannot write to " + to + ": " + e.getMessage() + ".",
          "Name another folder with --to.");
    }
    return CliExit.OK.code();
  }
}
