package io.stillhouse.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A user's folder with a component whose steps run {@link ScriptedStep}, and definitions. */
final class Workplace {
  private final Path folder;

  Workplace(Path folder) throws IOException {
    this.folder = folder;
    Path component = Files.createDirectories(folder.resolve("components/scripted"));
    Files.writeString(
        component.resolve("classpath"),
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    Files.writeString(component.resolve("program"), "1");
    Files.writeString(
        component.resolve("component.yaml"),
        """
        apiVersion: stillhouse.io/v1
        kind: Component
        metadata: {name: scripted, description: Does what it is told.}
        image: none
        java: {mainClass: %s, jar: program, classpathFile: classpath}
        inputs:
          before: {type: Report, optional: true, description: What came before.}
        outputs:
          report: {type: Report, description: What came of it.}
        parameters:
          does: {type: string, default: ok, enum: [ok, nap, fail, invalid, wait, rest, evaluate, read], description: What it does.}
          source: {type: source, optional: true, description: What it reads.}
          seed: {type: integer, default: 1, minimum: 0, description: Changes the cache key.}
        resources: {cpu: 500m, memory: 256Mi}
        """
            .formatted(ScriptedStep.class.getName()));
  }

  /** A definition of two steps, the second after the first. */
  Path definition(String first, String second) throws IOException {
    return write(
        "two.yaml",
        """
        apiVersion: stillhouse.io/v1
        kind: Pipeline
        metadata: {name: two, description: One after the other., experiment: trials}
        parameters:
          seed: {type: integer, default: 1, minimum: 0, maximum: 9, description: Changes the cache keys.}
        defaults: {retry: {application: 0, infrastructure: 0}}
        steps:
          - name: first
            component: scripted
            parameters: {does: %s, seed: "${parameters.seed}"}
          - name: second
            component: scripted
            parameters: {does: %s}
            inputs: {before: "${steps.first.outputs.report}"}
        """
            .formatted(first, second));
  }

  /** A definition of two steps that need nothing of each other. */
  Path independent(String one, String other) throws IOException {
    return write(
        "two.yaml",
        """
        apiVersion: stillhouse.io/v1
        kind: Pipeline
        metadata: {name: two}
        steps:
          - {name: one, component: scripted, parameters: {does: %s, seed: 1}}
          - {name: other, component: scripted, parameters: {does: %s, seed: 2}}
        """
            .formatted(one, other));
  }

  Path write(String file, String text) throws IOException {
    return Files.writeString(folder.resolve(file), text);
  }
}
