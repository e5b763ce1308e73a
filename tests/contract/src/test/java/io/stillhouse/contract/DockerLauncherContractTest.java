package io.stillhouse.contract;

import io.stillhouse.artifacts.ArtifactStores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

class DockerLauncherContractTest extends StepLauncherContract {

  @Override
  LauncherPlatform platform(Path temporary) throws IOException {
    return DockerPlatform.start(ArtifactStores.open(temporary.resolve("store")), Map.of());
  }
}
