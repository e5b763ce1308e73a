package io.stillhouse.contract;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.orchestrator.launch.ProcessLauncher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

class ProcessLauncherContractTest extends StepLauncherContract {

  @Override
  LauncherPlatform platform(Path temporary) {
    return new ProcessesOfThisMachine(temporary, ArtifactStores.open(temporary.resolve("store")));
  }

  /** Steps that are processes beside this one. */
  private record ProcessesOfThisMachine(Path temporary, ArtifactStore store)
      implements LauncherPlatform {
    private static final Set<String> FIRST_WORDS = Set.of("started", "ready");

    @Override
    public String image() {
      return "none";
    }

    @Override
    public StepLauncher open(Map<String, String> environment) {
      return new ProcessLauncher(root(), component -> temporary, environment);
    }

    @Override
    public void kill(LaunchRequest request) throws Exception {
      long pid =
          Files.readAllLines(folder(request).resolve("process"), StandardCharsets.UTF_8).stream()
              .filter(line -> line.startsWith("pid "))
              .map(line -> Long.parseLong(line.substring("pid ".length())))
              .findFirst()
              .orElseThrow();
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    // Every copy appends to the one log, and every script whose copies are counted begins so.
    @Override
    public long copies(LaunchRequest request) throws IOException {
      Path log = folder(request).resolve("log.txt");
      return Files.exists(log)
          ? Files.readAllLines(log).stream().filter(FIRST_WORDS::contains).count()
          : 0;
    }

    @Override
    public boolean keepsExitCodes() {
      return false;
    }

    @Override
    public boolean seesStoppedStepsEnd() {
      return true;
    }

    @Override
    public boolean limitsMemory() {
      return false;
    }

    @Override
    public void close() {
      store.close();
    }

    private Path root() {
      return Path.of(store.root());
    }

    private Path folder(LaunchRequest request) {
      return root().resolve(request.attempt().toString());
    }
  }
}
