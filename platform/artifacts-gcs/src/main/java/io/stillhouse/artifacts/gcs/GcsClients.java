package io.stillhouse.artifacts.gcs;

import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.NoCredentials;
import com.google.cloud.ServiceOptions;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import com.google.cloud.storage.StorageRetryStrategy;
import io.stillhouse.artifacts.StoreException;
import java.io.IOException;
import java.time.Duration;

/**
 * The service's client, twice.
 *
 * @param once does every request once; {@link GcsRetries} repeats it
 * @param resuming goes on with an upload session where it broke off, which takes a client that
 *     repeats by itself
 */
record GcsClients(Storage once, Storage resuming) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";

  /**
   * Makes the clients. No request is sent, but looking for credentials may ask the metadata server
   * of the machine.
   *
   * @throws StoreException if there are no credentials
   */
  static GcsClients of(GcsSettings settings) {
    HttpTransportOptions transport =
        HttpTransportOptions.newBuilder()
            .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
            .setReadTimeout((int) settings.stallTimeout().toMillis())
            .build();
    StorageOptions.Builder options =
        StorageOptions.http()
            .setTransportOptions(transport)
            .setCredentials(credentials(settings))
            .setStorageRetryStrategy(StorageRetryStrategy.getUniformStorageRetryStrategy());
    // Otherwise the client looks for a project, for seconds where there is none; objects need none.
    options.setProjectId(settings.userProject().orElse("unused"));
    settings.emulator().ifPresent(options::setHost);
    return new GcsClients(
        options.setRetrySettings(ServiceOptions.getNoRetrySettings()).build().getService(),
        options.setRetrySettings(GcsRetries.settings(settings.deadline())).build().getService());
  }

  private static Credentials credentials(GcsSettings settings) {
    if (settings.emulator().isPresent()) {
      return NoCredentials.getInstance();
    }
    try {
      return GoogleCredentials.getApplicationDefault().createScoped(SCOPE);
    } catch (IOException e) {
      throw new StoreException(
          "there are no credentials for Google Cloud Storage: "
              + e.getMessage()
              + "; in a cluster, give the service account a workload identity; elsewhere run"
              + " 'gcloud auth application-default login' or set GOOGLE_APPLICATION_CREDENTIALS",
          e);
    }
  }
}
