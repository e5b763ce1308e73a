package io.stillhouse.launcher.docker;

import io.stillhouse.launch.JvmOptions;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LogVariables;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The environment variables of a step's container: the store's are inherited, and the log's. */
final class ContainerEnvironment {
  static final String EMULATOR = "STORAGE_EMULATOR_HOST";

  private static final String STORE_VARIABLES = "STILLHOUSE_GCS_";

  private ContainerEnvironment() {}

  /**
   * The variables.
   *
   * @param own the environment of this process
   * @param holder told apart from every other container, also from one of the same attempt
   * @param cache the folder in the container that the step may write to
   */
  static Map<String, String> of(
      LaunchRequest request,
      Map<String, String> own,
      HostAccess machine,
      Optional<Path> credentials,
      String holder,
      String cache) {
    Map<String, String> variables = new TreeMap<>();
    own.forEach(
        (name, value) -> {
          if (name.startsWith(STORE_VARIABLES)) {
            variables.put(name, value);
          } else if (name.equals(EMULATOR)) {
            variables.put(name, machine.address(value));
          }
        });
    credentials.ifPresent(file -> variables.put(GoogleCredentials.VARIABLE, file.toString()));
    variables.putAll(LogVariables.of(own));
    variables.put("OMP_NUM_THREADS", Long.toString(JvmOptions.threads(request.resources())));
    // Threads that spin while they wait slow the steps beside them tenfold.
    variables.put("OMP_WAIT_POLICY", "passive");
    variables.putAll(request.environment());
    variables.put(
        JvmOptions.VARIABLE,
        (String.join(" ", JvmOptions.of(request.resources()))
                + " "
                + request.environment().getOrDefault(JvmOptions.VARIABLE, ""))
            .strip());
    variables.put("STILLHOUSE_CACHE_DIR", cache);
    variables.put("STILLHOUSE_ATTEMPT_HOLDER", holder);
    variables.put("STILLHOUSE_TASK", request.task().toString());
    return variables;
  }
}
