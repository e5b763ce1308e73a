package io.stillhouse.cli.context;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The parts of Stillhouse that only some commands need: clients of clouds and clusters, whose many
 * jars would slow the start of all others. What is loaded here is found by whoever looks for
 * services from now on.
 */
public final class Extensions {
  private static final String HOME = "STILLHOUSE_HOME";

  private Extensions() {}

  /**
   * Makes the classes of extensions known to this thread and those that it starts. An extension
   * that is not in the installation is on the class path already, as in an image.
   *
   * @param names their folders below {@code platform/}
   */
  public static void load(CliEnvironment environment, Set<String> names) {
    String home = environment.variables().getOrDefault(HOME, "");
    Set<URL> jars = new LinkedHashSet<>();
    for (String name : names) {
      Path target = Path.of(home, "platform", name, "target");
      Path classpath = target.resolve("classpath");
      if (!home.isEmpty() && Files.exists(classpath)) {
        try {
          jars.add(url(target.resolve("stillhouse-" + name + ".jar")));
          for (String jar : Files.readString(classpath).strip().split(File.pathSeparator)) {
            jars.add(url(Path.of(jar)));
          }
        } catch (IOException e) {
          throw new CliException(
              CliExit.INVALID, "The extension " + name + " cannot be loaded: " + e);
        }
      }
    }
    if (!jars.isEmpty()) {
      Thread thread = Thread.currentThread();
      // Open as long as the process lives: its classes may be asked for at any time.
      thread.setContextClassLoader(
          new URLClassLoader(
              "extensions", jars.toArray(URL[]::new), thread.getContextClassLoader()));
    }
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }
}
