package io.stillhouse.images;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Builds images with the container engine of this machine. */
final class EngineWorkshop implements Workshop {
  private final Settings settings;
  private final DockerEngine engine;
  private final PrintWriter progress;
  private final Set<String> built = new HashSet<>();

  EngineWorkshop(Settings settings, DockerEngine engine, PrintWriter progress) {
    this.settings = settings;
    this.engine = engine;
    this.progress = progress;
  }

  @Override
  public void say(String message) {
    progress.println("docker/build: " + message);
    progress.flush();
  }

  @Override
  public boolean has(String image) {
    return built.contains(image) || (settings.useCache() && engine.id(image).isPresent());
  }

  @Override
  public String identity(String image) {
    return engine.pulled(image);
  }

  @Override
  public Optional<String> build(Recipe recipe) throws IOException {
    say("building " + recipe.image());
    String undated = engine.build(recipe, settings.useCache());
    Optional<String> id =
        new FixedDate(engine, settings.date())
            .name(undated, recipe, settings.work().resolve("configuration.tar"));
    if (id.isEmpty()) {
      say(
          "this engine does not take a configuration without layers, so the id of "
              + recipe.image()
              + " contains the time of the build");
    }
    built.add(recipe.image());
    return id.or(() -> engine.id(recipe.image()));
  }
}
