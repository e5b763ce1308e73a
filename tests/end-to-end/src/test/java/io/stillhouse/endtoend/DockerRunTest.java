package io.stillhouse.endtoend;

import io.stillhouse.platforms.DockerEngine;
import io.stillhouse.platforms.FakeGcsServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Steps as containers of this machine's Docker engine. */
class DockerRunTest extends RunsElsewhere {
  private static final String OURS = "io.stillhouse.store=" + STORE;

  @Override
  Platform platform(DockerEngine engine, FakeGcsServer gcs) {
    return new Containers(engine);
  }

  private record Containers(DockerEngine engine) implements Platform {
    @Override
    public List<String> arguments() {
      return List.of("--launcher", "docker");
    }

    @Override
    public Map<String, String> variables() {
      return Map.of();
    }

    @Override
    public Map<String, Kill> kinds() {
      return Map.of("container", this::killContainer);
    }

    private boolean killContainer(Random random) throws IOException, InterruptedException {
      List<String> running = engine.running(OURS);
      return !running.isEmpty() && engine.kill(running.get(random.nextInt(running.size())));
    }

    @Override
    public List<String> leftOver() throws IOException, InterruptedException {
      return engine.all(OURS);
    }

    @Override
    public void clear() throws IOException, InterruptedException {
      engine.removeAll(OURS);
    }
  }
}
