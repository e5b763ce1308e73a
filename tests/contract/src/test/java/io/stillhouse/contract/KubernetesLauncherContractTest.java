package io.stillhouse.contract;

import io.stillhouse.artifacts.ArtifactStores;
import java.nio.file.Path;

class KubernetesLauncherContractTest extends StepLauncherContract {

  @Override
  LauncherPlatform platform(Path temporary) throws Exception {
    return KubernetesPlatform.start(ArtifactStores.open(temporary.resolve("store")));
  }
}
