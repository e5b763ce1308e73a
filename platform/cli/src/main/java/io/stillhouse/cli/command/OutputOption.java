package io.stillhouse.cli.command;

import picocli.CommandLine.Option;

/** {@code --output}: for a person or for a program. */
final class OutputOption {
  /** The forms of output. */
  enum Format {
    TEXT,
    JSON
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      description = "Form of what goes to standard output: text (default) or json.")
  private Format format = Format.TEXT;

  boolean isJson() {
    return format == Format.JSON;
  }
}
