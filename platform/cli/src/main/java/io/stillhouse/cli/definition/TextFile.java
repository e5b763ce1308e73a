package io.stillhouse.cli.definition;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.problem.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a file that a user named. */
public final class TextFile {
  /**
   * One byte more than a definition may have: enough for the parser to see that it is too large.
   */
  private static final int LIMIT = (1 << 20) + 1;

  private TextFile() {}

  /**
   * The file's text under the name that is shown in messages.
   *
   * @throws CliException if it cannot be read or is not UTF-8
   */
  public static SourceText read(CliEnvironment environment, Path file) {
    Path absolute = environment.resolve(file);
    String name = environment.display(file);
    try (InputStream in = Files.newInputStream(absolute)) {
      byte[] bytes = in.readNBytes(LIMIT);
      // The end of what is too large may be half a character; its size is what is wrong with it.
      String text =
          bytes.length == LIMIT
              ? new String(bytes, StandardCharsets.UTF_8)
              : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new SourceText(name, text);
    } catch (NoSuchFileException e) {
      throw invalid(
          "There is no file " + name + ".",
          neighbour(absolute)
              .map(found -> "Did you mean " + environment.display(found) + "?")
              .orElse(""));
    } catch (AccessDeniedException e) {
      throw invalid("The file " + name + " cannot be read: permission denied.", "");
    } catch (CharacterCodingException e) {
      throw invalid("The file " + name + " is not text in UTF-8.", "Save it in UTF-8.");
    } catch (IOException e) {
      throw invalid(
          "The file "
              + name
              + " cannot be read: "
              + (Files.isDirectory(absolute) ? "it is a folder." : e.getMessage()),
          "");
    }
  }

  private static CliException invalid(String problem, String advice) {
    return new CliException(CliExit.INVALID, problem, advice);
  }

  private static Optional<Path> neighbour(Path missing) {
    Path folder = missing.getParent();
    Path wanted = missing.getFileName();
    if (folder == null || wanted == null) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .map(file -> String.valueOf(file.getFileName()))
              .toList();
      return Suggestion.closest(wanted.toString(), names).map(folder::resolve);
    } catch (IOException e) {
      // No such folder either: there is nothing to suggest.
      return Optional.empty();
    }
  }
}
