package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.model.schema.JsonSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code schema}: JSON Schemas, with which an editor completes and checks definitions. */
@Command(
    name = "schema",
    header = "Prints the JSON Schema of definitions or components, for editors.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse schema > .stillhouse/pipeline.schema.json",
      "  and at the top of a definition, for editors with a YAML language server:",
      "  # yaml-language-server: $schema=.stillhouse/pipeline.schema.json"
    })
public final class SchemaCommand implements Callable<Integer> {
  /** What a schema can describe. */
  enum Subject {
    PIPELINE,
    COMPONENT
  }

  private final CliEnvironment environment;

  @Parameters(
      arity = "0..1",
      paramLabel = "pipeline|component",
      description = "What the schema describes: pipeline (default) or component.")
  private Subject subject = Subject.PIPELINE;

  @Mixin private ComponentsOption components = new ComponentsOption();

  public SchemaCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    String schema =
        switch (subject) {
          case PIPELINE ->
              JsonSchema.forPipelines(
                  components.folders(environment).read().orElseThrow().catalog());
          case COMPONENT -> JsonSchema.forComponents();
        };
    environment.out().println(schema.stripTrailing());
    return CliExit.OK.code();
  }
}
