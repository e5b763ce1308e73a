package io.stillhouse.cli.context;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.InvalidTextException;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The user's configuration file, {@code ~/.config/stillhouse/config.yaml} unless {@code
 * STILLHOUSE_CONFIG} names another.
 *
 * @param path where it lies, or would
 * @param content what it says
 */
public record ContextFile(Path path, Content content) {
  private static final String VARIABLE = "STILLHOUSE_CONFIG";
  private static final String CONTEXT_VARIABLE = "STILLHOUSE_CONTEXT";

  /**
   * What the file says.
   *
   * @param current the context that holds unless another is named
   * @param contexts all contexts, as they are written
   */
  public record Content(Optional<String> current, List<Context> contexts) {
    /** Copies. */
    public Content {
      contexts = List.copyOf(contexts);
    }
  }

  /**
   * Reads the file; it need not exist.
   *
   * @throws InvalidTextException if it is wrong
   */
  public static ContextFile read(CliEnvironment environment) {
    Path path = path(environment);
    if (!Files.exists(path)) {
      return new ContextFile(path, new Content(Optional.empty(), List.of()));
    }
    try {
      return new ContextFile(path, parse(new SourceText(path.toString(), Files.readString(path))));
    } catch (IOException e) {
      throw new CliException(CliExit.INVALID, "The file " + path + " cannot be read: " + e);
    }
  }

  /**
   * The context of that name; of the one that holds, if there is no name.
   *
   * @throws CliException if there is no such context
   */
  public Context context(CliEnvironment environment, Optional<String> name) {
    Optional<String> wanted =
        name.or(() -> Optional.ofNullable(environment.variables().get(CONTEXT_VARIABLE)))
            .filter(text -> !text.isEmpty())
            .or(content::current);
    if (wanted.isEmpty() || wanted.get().equals(Context.LOCAL.name())) {
      return Context.LOCAL;
    }
    return content.contexts().stream()
        .filter(context -> context.name().equals(wanted.get()))
        .findFirst()
        .orElseThrow(() -> unknown(wanted.get()));
  }

  private CliException unknown(String name) {
    List<String> names = content.contexts().stream().map(Context::name).toList();
    return new CliException(
        CliExit.INVALID,
        "There is no context '" + name + "' in " + path + ".",
        Suggestion.closest(name, names)
            .map(closest -> "Did you mean " + closest + "?")
            .orElse("stillhouse context list shows those there are."));
  }

  private static Content parse(SourceText text) {
    Problems problems = new Problems();
    Optional<Content> content =
        new YamlReader(problems)
            .read(text)
            .flatMap(node -> ContextShape.FILE.read(new Cursor(node, "", problems)));
    Checked<Content> checked =
        Checked.of(problems, () -> content.orElseThrow(NoSuchElementException::new));
    return checked.orElseThrow();
  }

  private static Path path(CliEnvironment environment) {
    String named = environment.variables().getOrDefault(VARIABLE, "");
    if (!named.isEmpty()) {
      return environment.resolve(Path.of(named));
    }
    String base = environment.variables().getOrDefault("XDG_CONFIG_HOME", "");
    Path folder =
        base.isEmpty()
            ? Path.of(environment.variables().getOrDefault("HOME", "/"), ".config")
            : Path.of(base);
    return folder.resolve("stillhouse").resolve("config.yaml");
  }
}
