package io.stillhouse.images;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How the image of the controller starts the processes of a Flink session. */
final class FlinkOptions {
  private FlinkOptions() {}

  /**
   * What stands before the main class: what Flink's own scripts open of the JDK's modules, and the
   * class path.
   */
  static String arguments(List<String> classPath) {
    List<String> lines = new ArrayList<>();
    lines.add("--add-exports=java.base/sun.net.util=ALL-UNNAMED");
    lines.add("--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED");
    Stream.of(
            "java.lang",
            "java.net",
            "java.io",
            "java.nio",
            "sun.nio.ch",
            "java.lang.reflect",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks")
        .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
        .forEach(lines::add);
    lines.add("-XX:+UseSerialGC");
    lines.add("-XX:+ExitOnOutOfMemoryError");
    lines.add("-cp");
    lines.add(String.join(":", classPath));
    return String.join("\n", lines) + "\n";
  }
}
