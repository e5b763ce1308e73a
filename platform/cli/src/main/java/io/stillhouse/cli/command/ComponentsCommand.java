package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.definition.ComponentPage;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.orchestrator.components.LoadedComponents;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code components}: the kinds of steps that a definition may use. */
@Command(
    name = "components",
    header = "Lists components, or shows one: inputs, outputs, parameters.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse components",
      "  stillhouse components teacher-pretraining",
      "  stillhouse components --components my-components --output json"
    })
public final class ComponentsCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "One component; all by default.")
  private @Nullable String name;

  @Mixin private ComponentsOption components = new ComponentsOption();
  @Mixin private OutputOption output = new OutputOption();

  public ComponentsCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    LoadedComponents loaded = components.folders(environment).read().orElseThrow();
    ComponentPage page = new ComponentPage(environment);
    List<Component> chosen =
        name == null ? loaded.catalog().components() : List.of(find(loaded, name));
    if (output.isJson()) {
      page.json(chosen);
    } else if (name == null) {
      page.list(chosen);
    } else {
      page.print(chosen.get(0));
    }
    return CliExit.OK.code();
  }

  private static Component find(LoadedComponents loaded, String name) {
    return loaded
        .catalog()
        .find(name)
        .orElseThrow(
            () ->
                new CliException(
                    CliExit.INVALID,
                    "There is no component " + name + ".",
                    Suggestion.closest(name, loaded.catalog().names())
                        .map(other -> "Did you mean " + other + "?")
                        .orElse("There is " + String.join(", ", loaded.catalog().names()) + ".")));
  }
}
