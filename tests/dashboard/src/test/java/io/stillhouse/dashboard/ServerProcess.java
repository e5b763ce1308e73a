package io.stillhouse.dashboard;

import io.stillhouse.platforms.Installation;
import io.stillhouse.platforms.Installation.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code stillhouse server} on a free port of this machine. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final String address;

  private ServerProcess(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it and returns once it has said where it is. */
  static ServerProcess start(Installation installation, Path workspace, Path definitions)
      throws IOException, InterruptedException {
    Running server =
        installation.start(
            workspace, "server", "--port", "0", "--definitions", definitions.toString());
    Process process = server.process();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline && process.isAlive()) {
      Matcher matcher = ADDRESS.matcher(Files.readString(server.out()));
      if (matcher.find()) {
        return new ServerProcess(process, matcher.group());
      }
      Thread.sleep(50);
    }
    process.destroyForcibly();
    throw new IllegalStateException("the server did not start: " + server.await());
  }

  /** Where it is, with a slash at the end. */
  String address() {
    return address;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
