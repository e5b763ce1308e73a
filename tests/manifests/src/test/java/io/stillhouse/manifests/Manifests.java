package io.stillhouse.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.stillhouse.launcher.kubernetes.StrictFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Objects in YAML, as a user would apply them. */
record Manifests(List<JsonNode> objects) {
  private static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          Map.entry("v1 Namespace", Namespace.class),
          Map.entry("v1 ServiceAccount", ServiceAccount.class),
          Map.entry("v1 ConfigMap", ConfigMap.class),
          Map.entry("v1 Service", Service.class),
          Map.entry("v1 ResourceQuota", ResourceQuota.class),
          Map.entry("v1 LimitRange", LimitRange.class),
          Map.entry("apps/v1 Deployment", Deployment.class),
          Map.entry("batch/v1 Job", Job.class),
          Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
          Map.entry("rbac.authorization.k8s.io/v1 Role", Role.class),
          Map.entry("rbac.authorization.k8s.io/v1 RoleBinding", RoleBinding.class),
          Map.entry("rbac.authorization.k8s.io/v1 ClusterRole", ClusterRole.class),
          Map.entry("rbac.authorization.k8s.io/v1 ClusterRoleBinding", ClusterRoleBinding.class),
          Map.entry("scheduling.k8s.io/v1 PriorityClass", PriorityClass.class));

  static Manifests parse(String yaml) {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> objects = new ArrayList<>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      objects.add(mapper.valueToTree(document));
    }
    return new Manifests(objects);
  }

  /** Fields that Kubernetes does not know, and kinds that this does not know. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (JsonNode object : objects) {
      String kind = object.path("apiVersion").asText() + " " + object.path("kind").asText();
      String name = kind + " " + object.path("metadata").path("name").asText();
      Class<?> type = TYPES.get(kind);
      if (type == null) {
        problems.add(name + ": unknown kind");
      } else {
        problems.addAll(StrictFields.problems(object, name, type));
      }
    }
    return problems;
  }

  /** The objects of a kind. */
  List<JsonNode> of(String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
  }

  /** The templates of the pods of Deployments and Jobs. */
  List<JsonNode> pods() {
    List<JsonNode> pods = new ArrayList<>();
    for (JsonNode object : objects) {
      JsonNode template = object.path("spec").path("template");
      if (template.isObject()) {
        pods.add(template);
      }
    }
    return pods;
  }
}
