package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.model.problem.Suggestion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How this process reaches a cluster.
 *
 * @param client talks to it; retries nothing by itself
 * @param namespace where the Jobs go
 */
record ClusterAccess(KubernetesClient client, String namespace) {
  private static final String DEFAULT_NAMESPACE = "default";
  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 30_000;

  /**
   * The access that the settings and the environment describe; nothing is sent yet.
   *
   * @param http told of the HTTP client while it is built
   * @throws IllegalArgumentException if there is no such file or context
   * @throws BackendUnreachableException if nothing says where a cluster is
   */
  static ClusterAccess of(
      KubernetesSettings settings,
      Map<String, String> environment,
      Consumer<HttpClient.Builder> http) {
    Config found = found(settings, environment);
    Config config =
        new ConfigBuilder(found)
            // A broken connection then breaks one answer, not all that share it.
            .withHttp2Disable(true)
            .withConnectionTimeout(CONNECT_MILLIS)
            .withRequestTimeout(REQUEST_MILLIS)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new ClusterAccess(
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientBuilderConsumer(http)
            .build(),
        settings
            .namespace()
            .or(() -> Optional.ofNullable(found.getNamespace()))
            .orElse(DEFAULT_NAMESPACE));
  }

  /** The cluster and the namespace in words. */
  String inWords() {
    return "namespace " + namespace + " of " + client.getMasterUrl();
  }

  private static Config found(KubernetesSettings settings, Map<String, String> environment) {
    Optional<File> file = file(settings, environment);
    Config config;
    try {
      config =
          file.isPresent()
              ? Config.fromKubeconfig(settings.context().orElse(null), file.get())
              : Config.autoConfigure(settings.context().orElse(null));
    } catch (KubernetesClientException e) {
      throw new IllegalArgumentException("the kubeconfig cannot be read: " + e.getMessage(), e);
    }
    checkContext(settings, config);
    boolean podAccount = config.getAutoOAuthToken() != null;
    if (config.getCurrentContext() == null && config.getOauthToken() == null && !podAccount) {
      throw new BackendUnreachableException(
          "no Kubernetes cluster is known: there is no kubeconfig"
              + file.map(f -> " with a current context in " + f).orElse("")
              + ", and this is not a pod with an account. Set kubeconfig and context, or"
              + " KUBECONFIG",
          null);
    }
    return config;
  }

  private static Optional<File> file(KubernetesSettings settings, Map<String, String> environment) {
    Optional<String> said = settings.kubeconfig();
    if (said.isPresent()) {
      String home = environment.getOrDefault("HOME", "~");
      String path = said.get().startsWith("~/") ? home + said.get().substring(1) : said.get();
      if (!Files.isReadable(Path.of(path))) {
        throw new IllegalArgumentException("kubernetes.kubeconfig: cannot read " + path);
      }
      return Optional.of(new File(path));
    }
    // Several files, the home directory and a pod's account are found by the client itself.
    return Optional.ofNullable(environment.get("KUBECONFIG"))
        .filter(path -> !path.contains(File.pathSeparator))
        .map(File::new)
        .filter(File::isFile);
  }

  /** The client would take the current context for one that it does not find. */
  private static void checkContext(KubernetesSettings settings, Config config) {
    List<String> names = config.getContexts().stream().map(NamedContext::getName).toList();
    settings
        .context()
        .filter(context -> !names.contains(context))
        .ifPresent(
            context -> {
              throw new IllegalArgumentException(
                  "kubernetes.context: the kubeconfig has no context '"
                      + context
                      + "'"
                      + Suggestion.closest(context, names)
                          .map(meant -> "; did you mean " + meant)
                          .orElse(
                              names.isEmpty()
                                  ? ""
                                  : " (there is " + String.join(", ", names) + ")"));
            });
  }
}
