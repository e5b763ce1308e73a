package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Writes what a user wants to have in a file. */
final class SavedFile {
  private SavedFile() {}

  /**
   * Writes the file and says so on standard error.
   *
   * @throws CliException if that cannot be done
   */
  static void write(CliEnvironment environment, Path file, byte[] content) {
    Path place = environment.resolve(file);
    try {
      Files.write(place, content);
    } catch (NoSuchFileException e) {
      throw cannotWrite(file, "there is no folder " + place.getParent());
    } catch (AccessDeniedException e) {
      throw cannotWrite(file, "permission denied");
    } catch (FileSystemException e) {
      throw cannotWrite(file, String.valueOf(e.getReason()));
    } catch (IOException e) {
      throw cannotWrite(file, String.valueOf(e.getMessage()));
    }
    environment.err().println("Saved to " + environment.display(file));
  }

  private static CliException cannotWrite(Path file, String why) {
    return new CliException(
        CliExit.INVALID, "Cannot write " + file + ": " + why + ".", "Name another with --out.");
  }
}
