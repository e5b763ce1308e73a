package io.stillhouse.launcher.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.model.definition.Scheduling;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.run.ErrorClass;
import io.stillhouse.model.value.MapValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Translates where a step may run. */
final class Placement {
  /** The label and the taint of GKE's spot machines. */
  private static final String SPOT = "cloud.google.com/gke-spot";

  /** The taint of GPU nodes. */
  private static final String GPU = "nvidia.com/gpu";

  private Placement() {}

  static Map<String, String> nodeSelector(Scheduling scheduling) {
    Map<String, String> selector = new TreeMap<>(scheduling.nodeSelector());
    if (scheduling.spot()) {
      selector.put(SPOT, "true");
    }
    return selector;
  }

  static List<Toleration> tolerations(Scheduling scheduling, ResourceRequest resources) {
    List<Toleration> tolerations = new ArrayList<>();
    scheduling
        .tolerations()
        .forEach(
            said ->
                tolerations.add(
                    new TolerationBuilder()
                        .withKey(said.key().orElse(null))
                        .withOperator(said.operator().yamlName())
                        .withValue(said.value().orElse(null))
                        .withEffect(said.effect().map(effect -> effect.yamlName()).orElse(null))
                        .withTolerationSeconds(said.tolerationSeconds().orElse(null))
                        .build()));
    if (scheduling.spot()) {
      tolerations.add(
          new TolerationBuilder()
              .withKey(SPOT)
              .withOperator("Equal")
              .withValue("true")
              .withEffect("NoSchedule")
              .build());
    }
    if (resources.gpus() > 0) {
      tolerations.add(
          new TolerationBuilder()
              .withKey(GPU)
              .withOperator("Exists")
              .withEffect("NoSchedule")
              .build());
    }
    return tolerations;
  }

  /**
   * The affinity, if one is said.
   *
   * @throws LaunchException if Kubernetes does not know one of its fields
   */
  static Optional<Affinity> affinity(Scheduling scheduling) throws LaunchException {
    Optional<MapValue> said = scheduling.affinity();
    if (said.isEmpty()) {
      return Optional.empty();
    }
    ObjectMapper mapper = new ObjectMapper();
    try {
      JsonNode json = mapper.readTree(said.get().canonicalText());
      List<String> problems = StrictFields.problems(json, "affinity", Affinity.class);
      if (!problems.isEmpty()) {
        throw new LaunchException(ErrorClass.INVALID_INPUT, String.join("\n", problems), null);
      }
      return Optional.of(mapper.treeToValue(json, Affinity.class));
    } catch (JsonProcessingException e) {
      throw new LaunchException(ErrorClass.INVALID_INPUT, "affinity: " + e.getOriginalMessage(), e);
    }
  }
}
