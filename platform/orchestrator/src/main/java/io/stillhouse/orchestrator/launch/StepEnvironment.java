package io.stillhouse.orchestrator.launch;

import io.stillhouse.launch.JvmOptions;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LogVariables;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The environment variables of a step's process: little is inherited, so that little can differ.
 */
final class StepEnvironment {
  static final String TASK = "STILLHOUSE_TASK";

  private static final Set<String> INHERITED =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "LANG",
          "LC_ALL",
          "TZ",
          "TMPDIR",
          "LD_LIBRARY_PATH",
          "DJL_CACHE_DIR",
          "ENGINE_CACHE_DIR",
          "PYTORCH_LIBRARY_PATH",
          "PYTORCH_VERSION",
          "PYTORCH_FLAVOR",
          "CUDA_VISIBLE_DEVICES",
          // How a step reaches a store that is not on this machine; see docs/contracts.md.
          "GOOGLE_APPLICATION_CREDENTIALS",
          "CLOUDSDK_CONFIG",
          "STORAGE_EMULATOR_HOST",
          "STILLHOUSE_GCS_USER_PROJECT",
          "STILLHOUSE_GCS_KMS_KEY",
          "STILLHOUSE_GCS_STALL_TIMEOUT",
          "STILLHOUSE_GCS_DEADLINE",
          "STILLHOUSE_CACHE_DIR");

  private StepEnvironment() {}

  static Map<String, String> of(LaunchRequest request, Map<String, String> own) {
    Map<String, String> environment = new TreeMap<>();
    own.forEach(
        (name, value) -> {
          if (INHERITED.contains(name)) {
            environment.put(name, value);
          }
        });
    environment.putAll(LogVariables.of(own));
    environment.put("OMP_NUM_THREADS", Long.toString(JvmOptions.threads(request.resources())));
    // Threads that spin while they wait slow the steps beside them tenfold.
    environment.put("OMP_WAIT_POLICY", "passive");
    environment.putAll(request.environment());
    environment.put(TASK, request.task().toString());
    return environment;
  }
}
