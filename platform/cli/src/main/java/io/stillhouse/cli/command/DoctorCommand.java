package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.definition.ReadPlan;
import io.stillhouse.cli.doctor.Doctor;
import io.stillhouse.cli.doctor.FindingsPage;
import io.stillhouse.launch.Finding;
import io.stillhouse.orchestrator.components.LoadedComponents;
import io.stillhouse.orchestrator.run.RunBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code doctor}: whether a place has what runs need. */
@Command(
    name = "doctor",
    header = "Looks whether everything is there that runs need, and says what to do.",
    description = {
      "Looks at this machine, the store (an object is written there and deleted again), what starts",
      "steps and what runs the pipeline: that they can be reached, rights, images, GPUs, slots. With",
      "FILE, only at what that definition needs. Starts no step.",
      "Ends with 4 if runs cannot work."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse doctor",
      "  stillhouse doctor pipeline-defs/quickstart.yaml --launcher docker",
      "  stillhouse doctor --context cluster --output json"
    })
public final class DoctorCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "A definition.")
  private @Nullable Path file;

  @Mixin private ParametersOption parameters = new ParametersOption();
  @Mixin private ComponentsOption components = new ComponentsOption();
  @Mixin private StoreOption store = new StoreOption();
  @Mixin private BackendOptions backend = new BackendOptions();
  @Mixin private OutputOption output = new OutputOption();

  public DoctorCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    RunBackend place = backend.backend(environment, store.context(environment));
    Optional<ReadPlan> plan =
        Optional.ofNullable(file)
            .map(path -> PlanReader.read(environment, path, components, parameters));
    LoadedComponents all = components.folders(environment).read().orElseThrow();
    List<Finding> findings;
    try (ArtifactStore opened = store.open(environment)) {
      findings =
          new Doctor(opened, place, store.surroundings(environment).variables(), all, plan)
              .examine();
    } catch (CliException e) {
      if (e.exit() != CliExit.UNREACHABLE) {
        throw e;
      }
      List<String> lines = e.lines();
      findings = List.of(Finding.failed("store", lines.get(0), lines.get(lines.size() - 1)));
    }
    FindingsPage page = new FindingsPage(environment);
    if (output.isJson()) {
      page.json(findings);
    } else {
      page.print(findings);
    }
    boolean broken =
        findings.stream().anyMatch(finding -> finding.status() == Finding.Status.FAILED);
    return (broken ? CliExit.UNREACHABLE : CliExit.OK).code();
  }
}
