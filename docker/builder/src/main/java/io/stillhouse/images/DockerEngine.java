package io.stillhouse.images;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The container engine that the {@code docker} command talks to. */
final class DockerEngine {
  /**
   * Sees that there is an engine.
   *
   * @throws ImageException if there is none, or none that answers
   */
  void require() {
    Outcome version = run(List.of("version", "--format", "{{.Server.Version}}"));
    if (version.exit != 0) {
      throw new ImageException(
          "The container engine does not answer: "
              + version.text.strip()
              + "\nStart it (Debian: systemctl start docker, or dockerd as root), or name another"
              + " one in DOCKER_HOST.");
    }
  }

  /** What the engine knows of an image; empty if it has none of that name. */
  Optional<JsonObject> inspect(String image) {
    Outcome outcome = run(List.of("image", "inspect", image));
    if (outcome.exit != 0) {
      return Optional.empty();
    }
    JsonArray found = JsonParser.parseString(outcome.text).getAsJsonArray();
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0).getAsJsonObject());
  }

  /** The image's id, {@code sha256:...}; empty if the engine has none of that name. */
  Optional<String> id(String image) {
    return inspect(image).map(facts -> facts.get("Id")).map(JsonElement::getAsString);
  }

  /**
   * The id of an image that must be there or be pulled.
   *
   * @throws ImageException if it can be had nowhere
   */
  String pulled(String image) {
    Optional<String> present = id(image);
    if (present.isPresent()) {
      return present.get();
    }
    Outcome pull = run(List.of("pull", "--quiet", image));
    return id(image)
        .orElseThrow(
            () ->
                new ImageException(
                    "The base image "
                        + image
                        + " is not in the engine and cannot be pulled: "
                        + pull.text.strip()
                        + "\nWithout a registry: docker/build --base airgapped"));
  }

  /**
   * Builds the Dockerfile of a context.
   *
   * @return the image's id
   */
  String build(Recipe recipe, boolean useCache) {
    List<String> command = new ArrayList<>(List.of("build", "--quiet", "--force-rm"));
    if (!useCache) {
      command.add("--no-cache");
    }
    command.addAll(recipe.options());
    command.add(recipe.context().toString());
    Outcome outcome = run(command);
    if (outcome.exit != 0) {
      throw new ImageException(
          "The engine could not build " + recipe.image() + ":\n" + outcome.text.strip());
    }
    // The classic builder prints a notice before the id, BuildKit nothing.
    return outcome
        .text
        .lines()
        .filter(line -> line.startsWith("sha256:"))
        .reduce((first, last) -> last)
        .orElseThrow(
            () ->
                new ImageException(
                    "The engine named no image for " + recipe.image() + ":\n" + outcome.text));
  }

  /** Takes images from an archive; what the engine says if it refuses. */
  Optional<String> load(Path archive) {
    Outcome outcome = run(List.of("load", "--quiet", "--input", archive.toString()));
    return outcome.exit == 0 ? Optional.empty() : Optional.of(outcome.text.strip());
  }

  /** Gives an image a further name. */
  void tag(String id, String image) {
    Outcome outcome = run(List.of("tag", id, image));
    if (outcome.exit != 0) {
      throw new ImageException(id + " cannot be called " + image + ": " + outcome.text.strip());
    }
  }

  private static Outcome run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("LC_ALL", "C.UTF-8");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new ImageException(
          "There is no docker command: install a container engine (Debian: apt install docker.io).",
          e);
    }
    try (InputStream output = process.getInputStream()) {
      process.getOutputStream().close();
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), text);
    } catch (IOException e) {
      throw new ImageException("docker " + arguments.get(0) + " broke off: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      throw new ImageException("Interrupted in docker " + arguments.get(0), e);
    }
  }

  private record Outcome(int exit, String text) {}
}
