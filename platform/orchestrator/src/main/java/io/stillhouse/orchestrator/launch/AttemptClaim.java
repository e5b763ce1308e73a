package io.stillhouse.orchestrator.launch;

import io.stillhouse.orchestrator.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who owns an attempt: the file {@code process} in the attempt's folder, linked into place once and
 * never changed.
 *
 * <p>The step's process writes it itself before it becomes the step, so there is no moment at which
 * a step runs and no record tells of it. Whoever finds an attempt without a claim may claim it as
 * abandoned: from then on no process can begin that attempt.
 *
 * @param process the process; empty when the attempt was abandoned before one began
 */
record AttemptClaim(Optional<ProcessIdentity> process) {
  private static final String FILE_NAME = "process";

  static Path file(Path attemptFolder) {
    return attemptFolder.resolve(FILE_NAME);
  }

  static Optional<AttemptClaim> read(Path attemptFolder) throws IOException {
    Path file = file(attemptFolder);
    return Files.exists(file)
        ? Optional.of(new AttemptClaim(ProcessIdentity.read(file)))
        : Optional.empty();
  }

  /** Makes sure that no process begins this attempt any more; false when it was claimed before. */
  static boolean abandon(Path attemptFolder) throws IOException {
    Path draft = Files.createTempFile(attemptFolder, FILE_NAME, ".abandoned");
    try {
      Files.writeString(draft, "abandoned\n");
      Files.createLink(file(attemptFolder), draft);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
