package io.stillhouse.orchestrator.launch;

import io.stillhouse.launch.JvmOptions;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.model.component.CommandExecution;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.Execution;
import io.stillhouse.model.component.JavaExecution;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.run.ErrorClass;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command line of a step's process. */
final class StepCommand {
  private StepCommand() {}

  /**
   * The command that starts a step of the component.
   *
   * @param home the folder of the component's file
   * @throws LaunchException if files that it needs are missing
   */
  static List<String> of(Component component, Path home, ResourceRequest resources)
      throws LaunchException {
    Execution execution = component.execution();
    if (execution instanceof JavaExecution java) {
      return javaCommand(component.name(), java, home, resources);
    }
    return ((CommandExecution) execution).command();
  }

  private static List<String> javaCommand(
      String component, JavaExecution java, Path home, ResourceRequest resources)
      throws LaunchException {
    Path jar = home.resolve(java.jar());
    Path classpathFile = home.resolve(java.classpathFile());
    String others;
    try {
      if (!Files.exists(jar)) {
        throw new IOException("there is no " + jar);
      }
      others = Files.readString(classpathFile).strip();
    } catch (IOException e) {
      throw new LaunchException(
          ErrorClass.INVALID_INPUT,
          "component " + component + " is not built: " + e.getMessage() + "; build it first",
          e);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmOptions.of(resources));
    command.add("-Dai.djl.offline=true");
    command.add("-cp");
    command.add(classpath(jar, others, home));
    command.add(java.mainClass());
    return command;
  }

  private static String classpath(Path jar, String others, Path home) {
    return Stream.concat(
            Stream.of(jar.toString()),
            Stream.of(others.split(File.pathSeparator))
                .filter(path -> !path.isEmpty())
                .map(path -> home.resolve(path).toString()))
        .reduce((left, right) -> left + File.pathSeparator + right)
        .orElseThrow();
  }
}
