package io.stillhouse.orchestrator.launch;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LaunchedAttempt;
import io.stillhouse.launch.LogTail;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.model.run.ErrorClass;
import io.stillhouse.orchestrator.process.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Starts each attempt as a process of its own on this machine.
 *
 * <p>The process leads its own session, so that Ctrl-C in a terminal reaches the orchestrator
 * alone. Its output goes straight into a file, so that it outlives the orchestrator unharmed. A
 * shell becomes the step after it has {@linkplain AttemptClaim claimed} the attempt.
 */
public final class ProcessLauncher implements StepLauncher {
  static final String LOG = "log.txt";

  /** The claim and the step, in one process: {@code exec} keeps the number that was recorded. */
  private static final String CLAIM_AND_BECOME_STEP =
      """
      record="$1"; shift
      {
        echo "pid $$"
        if [ -r /proc/$$/stat ]; then read -r stat < /proc/$$/stat; echo "stat $stat"; fi
        if [ -r /proc/sys/kernel/random/boot_id ]; then
          read -r boot < /proc/sys/kernel/random/boot_id; echo "boot $boot"
        fi
      } > "$record.$$" || exit 75
      ln "$record.$$" "$record" 2> /dev/null || { rm -f "$record.$$"; exit 75; }
      rm -f "$record.$$"
      exec "$@"
      """;

  private final Path root;
  private final Function<String, Path> componentHome;
  private final Map<String, String> inherited;
  private final OutOfMemoryKills outOfMemoryKills = new OutOfMemoryKills();
  private final List<String> newSession;

  /**
   * A launcher on this machine.
   *
   * @param root the folder below which each attempt keeps its process record and its log, under the
   *     attempt's name: the store's own folder when the store is local
   * @param componentHome the folder of a component's file, by the component's name
   * @param environment the orchestrator's own environment, of which steps inherit a little
   */
  public ProcessLauncher(
      Path root, Function<String, Path> componentHome, Map<String, String> environment) {
    this.root = root;
    this.componentHome = componentHome;
    this.inherited = Map.copyOf(environment);
    this.newSession = findOnPath("setsid").map(List::of).orElse(List.of());
  }

  /** Whether the process of an attempt lives, whoever started it. */
  public static boolean isAlive(Path attemptFolder) {
    try {
      return AttemptClaim.read(attemptFolder)
          .flatMap(AttemptClaim::process)
          .filter(ProcessIdentity::isAlive)
          .isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look up the process of " + attemptFolder, e);
    }
  }

  /** Whether an attempt lives as a process of this machine, whoever started it. */
  public static boolean isAlive(ArtifactStore store, String attemptFolder) {
    return "file".equals(store.root().getScheme())
        && isAlive(Path.of(store.root()).resolve(attemptFolder));
  }

  @Override
  public LaunchedAttempt launch(LaunchRequest request) throws LaunchException {
    Path folder = root.resolve(request.attempt().toString());
    try {
      Files.createDirectories(folder);
      Optional<AttemptClaim> claim = AttemptClaim.read(folder);
      if (claim.isEmpty()) {
        return start(request, folder);
      }
      Optional<LaunchedAttempt> adopted = claim.get().process().map(AdoptedProcess::new);
      return adopted.orElseThrow(
          () -> new IOException("an orchestrator gave it up before its process began"));
    } catch (IOException e) {
      throw failure("attempt " + request.attempt() + " cannot be started", e);
    }
  }

  @Override
  public Optional<LaunchedAttempt> adopt(LaunchRequest request) throws LaunchException {
    Path folder = root.resolve(request.attempt().toString());
    try {
      Files.createDirectories(folder);
      if (AttemptClaim.abandon(folder)) {
        return Optional.empty();
      }
      return AttemptClaim.read(folder).flatMap(AttemptClaim::process).map(AdoptedProcess::new);
    } catch (IOException e) {
      throw failure("attempt " + request.attempt() + " cannot be looked up", e);
    }
  }

  @Override
  public String lastWords(LaunchRequest request) {
    return LogTail.of(root.resolve(request.attempt().toString()).resolve(LOG));
  }

  private LaunchedAttempt start(LaunchRequest request, Path folder)
      throws IOException, LaunchException {
    Path home = componentHome.apply(request.component().name());
    List<String> command = new ArrayList<>(newSession);
    command.addAll(List.of("/bin/sh", "-c", CLAIM_AND_BECOME_STEP, "stillhouse-step"));
    command.add(AttemptClaim.file(folder).toString());
    command.addAll(StepCommand.of(request.component(), home, request.resources()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(home.toFile());
    builder.environment().clear();
    builder.environment().putAll(StepEnvironment.of(request, inherited));
    builder.redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(LOG).toFile()));
    long killsBefore = outOfMemoryKills.count();
    Process process = builder.start();
    return new StartedProcess(
        process, folder, () -> outOfMemoryKills.count() > killsBefore, !newSession.isEmpty());
  }

  private static LaunchException failure(String what, IOException cause) {
    return new LaunchException(ErrorClass.INFRASTRUCTURE, what + ": " + cause.getMessage(), cause);
  }

  private Optional<String> findOnPath(String program) {
    for (String folder :
        inherited.getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator)) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return Optional.of(file.toString());
      }
    }
    return Optional.empty();
  }
}
