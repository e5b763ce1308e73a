package io.stillhouse.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a builder of Dockerfiles needs for one image.
 *
 * @param image name and tag
 * @param context the folder with the Dockerfile and the layers that it adds
 * @param arguments the Dockerfile's arguments
 * @param labels what the image says about itself
 * @param layers names of the layers that the Dockerfile adds, in order
 */
record Recipe(
    String image,
    Path context,
    Map<String, String> arguments,
    Map<String, String> labels,
    List<String> layers) {
  Recipe {
    arguments = new TreeMap<>(arguments);
    labels = new TreeMap<>(labels);
    layers = List.copyOf(layers);
  }

  /** The options of {@code docker build}, without the tag. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    arguments.forEach((name, value) -> options.addAll(List.of("--build-arg", name + "=" + value)));
    labels.forEach((name, value) -> options.addAll(List.of("--label", name + "=" + value)));
    return options;
  }

  /** The command that builds the image with any engine. */
  String command() {
    StringBuilder command = new StringBuilder("docker build --tag " + image);
    options()
        .forEach(
            option ->
                command
                    .append(' ')
                    .append(
                        option.matches("[A-Za-z0-9_=:/.@+-]+")
                            ? option
                            : "'" + option.replace("'", "'\\''") + "'"));
    return command.append(' ').append(context).toString();
  }
}
