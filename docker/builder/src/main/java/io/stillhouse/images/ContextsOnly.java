package io.stillhouse.images;

import java.io.PrintWriter;
import java.util.Optional;

/** Builds nothing: prints the commands with which any builder of Dockerfiles can. */
final class ContextsOnly implements Workshop {
  private final PrintWriter out;
  private final PrintWriter progress;

  ContextsOnly(PrintWriter out, PrintWriter progress) {
    this.out = out;
    this.progress = progress;
  }

  @Override
  public void say(String message) {
    progress.println("docker/build: " + message);
    progress.flush();
  }

  @Override
  public boolean has(String image) {
    return false;
  }

  @Override
  public String identity(String image) {
    return image;
  }

  @Override
  public Optional<String> build(Recipe recipe) {
    out.println(recipe.command());
    return Optional.empty();
  }
}
