package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.definition.ReadPlan;
import io.stillhouse.cli.runs.FirstAttempts;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.orchestrator.backend.Launchers;
import io.stillhouse.orchestrator.run.RunBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code k8s manifest}: the Jobs of a run, without running them. */
@Command(
    name = "manifest",
    header = "Prints the Jobs that a run would make, as YAML.",
    description = {
      "One Job for the first attempt of each step, as the launcher makes them, but for their owner.",
      "Nothing is started and no cluster is asked. A run names its Jobs after itself: here the run is",
      "called 'manifest'."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse k8s manifest pipeline-defs/quickstart.yaml --context cluster",
      "  stillhouse k8s manifest my.yaml --set namespace=trial | kubectl apply --dry-run=server -f -"
    })
public final class K8sManifestCommand implements Callable<Integer> {
  private static final String KUBERNETES = "kubernetes";

  private final CliEnvironment environment;

  @Parameters(paramLabel = "FILE", description = "The definition.")
  private Path file = Path.of("");

  @Mixin private ParametersOption parameters = new ParametersOption();
  @Mixin private ComponentsOption components = new ComponentsOption();
  @Mixin private StoreOption store = new StoreOption();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of the launcher, instead of the context's (namespace=trial); may be given"
              + " several times.")
  private Map<String, String> settings = new LinkedHashMap<>();

  public K8sManifestCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ReadPlan read = PlanReader.read(environment, file, components, parameters);
    RunBackend place =
        store.context(environment).with(owned()).backend(KUBERNETES, RunBackend.DIRECT);
    BackendOptions.load(environment, place);
    Map<String, String> variables = store.surroundings(environment).variables();
    List<LaunchRequest> requests;
    try {
      requests = FirstAttempts.of(read, store.root(environment), place.registry(), variables);
    } catch (IOException e) {
      throw new CliException(
          CliExit.INVALID, String.valueOf(e.getMessage()), "mvn -Dquick package");
    }
    new Launchers()
        .manifest(KUBERNETES, requests, place.launcherSettings(), variables)
        .ifPresent(environment.out()::print);
    environment.out().flush();
    return CliExit.OK.code();
  }

  private Map<String, String> owned() {
    Map<String, String> owned = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> owned.put(key.contains(".") ? key : KUBERNETES + "." + key, value));
    return owned;
  }
}
