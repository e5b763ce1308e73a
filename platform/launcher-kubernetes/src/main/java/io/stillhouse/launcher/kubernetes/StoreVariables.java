package io.stillhouse.launcher.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The variables that say how a process reaches the store; see docs/contracts.md. */
final class StoreVariables {
  /**
   * All of them. Credentials are none: a pod has an account of its own. An emulator's address is
   * seldom the same in a pod as here, so that settings say it.
   */
  static final List<String> NAMES =
      List.of(
          "STORAGE_EMULATOR_HOST",
          "STILLHOUSE_GCS_USER_PROJECT",
          "STILLHOUSE_GCS_KMS_KEY",
          "STILLHOUSE_GCS_STALL_TIMEOUT",
          "STILLHOUSE_GCS_DEADLINE");

  private static final String INHERITED = "STILLHOUSE_GCS_";

  private StoreVariables() {}

  static boolean isOne(String name) {
    return NAMES.contains(name);
  }

  /** What steps get: of this process's own what is true everywhere, and what the settings say. */
  static Map<String, String> of(Map<String, String> environment, KubernetesSettings settings) {
    Map<String, String> variables = new TreeMap<>();
    for (String name : NAMES) {
      String own = environment.get(name);
      if (own != null && name.startsWith(INHERITED)) {
        variables.put(name, own);
      }
    }
    variables.putAll(settings.storeEnvironment());
    return variables;
  }
}
