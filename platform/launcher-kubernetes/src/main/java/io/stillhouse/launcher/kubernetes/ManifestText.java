package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import java.util.ArrayList;
import java.util.List;

/** The Jobs of attempts as YAML documents, for a person or another tool. */
final class ManifestText {
  private final JobManifest manifest;
  private final KubernetesSettings settings;

  ManifestText(JobManifest manifest, KubernetesSettings settings) {
    this.manifest = manifest;
    this.settings = settings;
  }

  /**
   * One document for each attempt.
   *
   * @throws IllegalArgumentException that tells everything that Kubernetes does not know
   */
  String of(List<LaunchRequest> requests) {
    StringBuilder documents = new StringBuilder();
    List<String> problems = new ArrayList<>();
    for (LaunchRequest request : requests) {
      try {
        documents.append(text(manifest.of(request)));
      } catch (LaunchException e) {
        String step = "step " + request.attempt().step() + ": ";
        String.valueOf(e.getMessage()).lines().map(step::concat).forEach(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return documents.toString();
  }

  private String text(Job job) {
    Job placed =
        new JobBuilder(job)
            .editMetadata()
            .withNamespace(settings.namespace().orElse(null))
            .endMetadata()
            .build();
    String yaml = Serialization.asYaml(placed);
    return yaml.startsWith("---") ? yaml : "---\n" + yaml;
  }
}
