package io.stillhouse.orchestrator.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A process, told apart from a later one that got the same number.
 *
 * @param pid the process's number, 1 or more
 * @param startTicks its start in clock ticks since boot, empty where there is no /proc
 * @param bootId which boot the ticks count from, empty where there is no /proc
 * @param recorded when this was written down, the process being alive
 */
public record ProcessIdentity(long pid, String startTicks, String bootId, Instant recorded) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /**
   * Position of the start time among the fields of /proc/PID/stat that follow the command's name.
   */
  private static final int START_FIELD = 19;

  /** Clocks of a file system and of the process table may disagree by this much. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  /**
   * Reads what a process wrote down about itself: lines {@code pid N}, {@code stat ...} (the text
   * of /proc/PID/stat) and {@code boot ...}, the latter two only where there is a /proc.
   *
   * @return empty if there is no such file, or no process in it
   */
  public static Optional<ProcessIdentity> read(Path file) throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      return parse(text, Files.getLastModifiedTime(file).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * The process that wrote that text about itself.
   *
   * @param written when it did
   * @return empty if there is no process in it
   */
  public static Optional<ProcessIdentity> parse(String text, Instant written) {
    Map<String, String> fields = new HashMap<>();
    text.lines()
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              if (space > 0) {
                fields.put(line.substring(0, space), line.substring(space + 1));
              }
            });
    String pid = fields.getOrDefault("pid", "");
    return pid.matches("[1-9][0-9]{0,17}")
        ? Optional.of(
            new ProcessIdentity(
                Long.parseLong(pid),
                startTicks(fields.getOrDefault("stat", "")),
                fields.getOrDefault("boot", ""),
                written))
        : Optional.empty();
  }

  /** What this very process writes down about itself, for {@link #read}. */
  public static String describeThisProcess() {
    long pid = ProcessHandle.current().pid();
    StringBuilder text = new StringBuilder("pid " + pid + "\n");
    try {
      text.append("stat ").append(Files.readString(stat(pid), StandardCharsets.ISO_8859_1).strip());
      text.append("\nboot ").append(Files.readString(BOOT_ID).strip()).append('\n');
    } catch (IOException noProc) {
      text.setLength(text.indexOf("\n") + 1);
    }
    return text.toString();
  }

  /** Whether this very process lives; neither a later one with its number nor a zombie counts. */
  public boolean isAlive() {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (handle.isEmpty()) {
      return false;
    }
    if (startTicks.isEmpty()) {
      return handle
          .get()
          .info()
          .startInstant()
          .map(start -> !start.isAfter(recorded.plus(CLOCK_TOLERANCE)))
          .orElse(true);
    }
    try {
      String stat = Files.readString(stat(pid), StandardCharsets.ISO_8859_1);
      return startTicks(stat).equals(startTicks)
          && !fieldsAfterName(stat)[0].equals("Z")
          && Files.readString(BOOT_ID).strip().equals(bootId);
    } catch (IOException e) {
      // It ended between the two looks.
      return false;
    }
  }

  /** Whether it was a process of this machine since its last start; false where nothing tells. */
  public boolean isOfThisBoot() {
    try {
      return !bootId.isEmpty() && Files.readString(BOOT_ID).strip().equals(bootId);
    } catch (IOException noProc) {
      return false;
    }
  }

  private static Path stat(long pid) {
    return Path.of("/proc", Long.toString(pid), "stat");
  }

  private static String startTicks(String stat) {
    String[] fields = fieldsAfterName(stat);
    return fields.length > START_FIELD ? fields[START_FIELD] : "";
  }

  // The command's name stands in parentheses and may itself contain spaces and parentheses.
  private static String[] fieldsAfterName(String stat) {
    return stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
  }
}
