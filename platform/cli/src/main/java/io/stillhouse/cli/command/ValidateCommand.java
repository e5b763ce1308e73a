package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.definition.Definitions;
import io.stillhouse.cli.text.Figures;
import io.stillhouse.cli.text.Json;
import io.stillhouse.cli.text.Style;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.orchestrator.components.LoadedComponents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code validate}: every problem of definitions, without running anything. */
@Command(
    name = "validate",
    header = "Checks definitions and shows every problem at once.",
    description = {
      "Prints each problem as file:line:column path: problem; did you mean X.",
      "What depends on a parameter is checked with its default or its value from -p.",
      "Ends with 2 if any definition cannot be used. Works offline and starts nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse validate pipeline-defs/*.yaml",
      "  stillhouse validate my.yaml --components my-components --output json"
    })
public final class ValidateCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The definitions.")
  private List<Path> files = new ArrayList<>();

  @Mixin private ParametersOption parameters = new ParametersOption();
  @Mixin private ComponentsOption components = new ComponentsOption();
  @Mixin private OutputOption output = new OutputOption();

  public ValidateCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Definitions definitions = new Definitions(environment);
    Checked<LoadedComponents> loaded = components.folders(environment).read();
    Map<Path, Checked<PipelineDefinition>> results = new LinkedHashMap<>();
    files.forEach(file -> results.put(file, definitions.check(file, loaded, parameters.texts())));
    if (output.isJson()) {
      Json.print(
          environment.out(),
          results.entrySet().stream().map(e -> json(e.getKey(), e.getValue())).toList());
    } else {
      results.forEach(this::print);
    }
    boolean valid = results.values().stream().allMatch(Checked::isValid);
    return (valid ? CliExit.OK : CliExit.INVALID).code();
  }

  private void print(Path file, Checked<PipelineDefinition> result) {
    Style style = environment.terminal().outStyle();
    result.problems().forEach(environment.out()::println);
    result
        .value()
        .ifPresentOrElse(
            definition ->
                environment
                    .out()
                    .println(
                        style.green(style.glyphs().succeeded())
                            + " "
                            + environment.display(file)
                            + ": pipeline "
                            + definition.name()
                            + ", "
                            + Figures.count(definition.steps().size(), "step")
                            + definition
                                .matrix()
                                .map(
                                    matrix ->
                                        ", a sweep of "
                                            + Figures.count(matrix.points().size(), "run"))
                                .orElse("")),
            () ->
                environment
                    .out()
                    .println(
                        style.red(style.glyphs().failed())
                            + " "
                            + environment.display(file)
                            + ": "
                            + Figures.count(result.errors().size(), "error")));
  }

  private Map<String, Object> json(Path file, Checked<PipelineDefinition> result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", environment.display(file));
    json.put("valid", result.isValid());
    result.value().ifPresent(definition -> json.put("pipeline", definition.name()));
    json.put("problems", result.problems().stream().map(ValidateCommand::json).toList());
    return json;
  }

  private static Map<String, Object> json(Problem problem) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
    json.put("file", problem.location().file());
    json.put("line", problem.location().line());
    json.put("column", problem.location().column());
    json.put("path", problem.path());
    json.put("message", problem.message());
    if (problem.suggestion() != null) {
      json.put("suggestion", problem.suggestion());
    }
    return json;
  }
}
