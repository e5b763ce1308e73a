package io.stillhouse.cli.command;

import io.stillhouse.model.plan.OverrideTexts;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code -p}: values of a definition's parameters. */
final class ParametersOption {
  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "NAME=VALUE",
      description = {
        "Sets a parameter of the definition; may be given several times.",
        "A list or a map is written as in YAML: -p 'seeds=[1, 2]'."
      })
  private Map<String, String> texts = new LinkedHashMap<>();

  OverrideTexts texts() {
    return new OverrideTexts(texts);
  }
}
