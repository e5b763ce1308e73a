package io.stillhouse.flinksession;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of a session, which may be killed and started again. */
final class FlinkProcess {
  /** What Flink opens of the JDK's modules on Java 17, as its own scripts do. */
  private static final List<String> MODULES =
      List.of(
          "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
          "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.text=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

  private final ProcessBuilder builder;
  private @Nullable Process process;

  FlinkProcess(
      String mainClass,
      List<String> jvmOptions,
      String classPath,
      Path configuration,
      Map<String, String> environment,
      Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(MODULES);
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath, mainClass, "--configDir", configuration.toString()));
    builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
  }

  void start() throws IOException {
    process = builder.start();
  }

  /** {@code kill -9}, without waiting for it. */
  void signal() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
  }

  /** {@code kill -9}; returns when the process is gone. */
  void kill() throws InterruptedException {
    signal();
    Process running = process;
    if (running != null) {
      if (!running.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + running.pid() + " cannot be killed");
      }
    }
  }
}
