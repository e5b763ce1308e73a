package io.stillhouse.launcher.docker;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The file by which this user reaches Google Cloud Storage, for containers to use as well. */
final class GoogleCredentials {
  static final String VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS";

  private GoogleCredentials() {}

  /**
   * The file, if the store is one of Google's and there is such a file: the one that the
   * environment names, else the one that {@code gcloud auth application-default login} writes.
   */
  static Optional<Path> file(URI store, Map<String, String> environment) {
    if (!"gs".equals(store.getScheme()) || environment.containsKey("STORAGE_EMULATOR_HOST")) {
      return Optional.empty();
    }
    String named = environment.getOrDefault(VARIABLE, "");
    Path configuration =
        Path.of(
            environment.getOrDefault(
                "CLOUDSDK_CONFIG", environment.getOrDefault("HOME", "") + "/.config/gcloud"));
    Path file =
        named.isEmpty()
            ? configuration.resolve("application_default_credentials.json")
            : Path.of(named);
    return Files.isReadable(file) ? Optional.of(file.toAbsolutePath()) : Optional.empty();
  }
}
