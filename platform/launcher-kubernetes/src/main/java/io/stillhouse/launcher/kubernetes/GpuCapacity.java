package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.stillhouse.launch.Check;
import io.stillhouse.launch.Finding;
import java.util.List;

/**
 * Whether a node has as many GPUs as one step asks for.
 *
 * @param client talks to the cluster
 * @param asked how many the step with the most asks for
 */
record GpuCapacity(KubernetesClient client, int asked) implements Check {
  private static final String SUBJECT = "cluster GPUs";
  private static final String RESOURCE = "nvidia.com/gpu";
  private static final int FORBIDDEN = 403;

  @Override
  public Finding find() {
    List<Integer> perNode;
    try {
      perNode = client.nodes().list().getItems().stream().map(GpuCapacity::gpus).toList();
    } catch (KubernetesClientException e) {
      if (e.getCode() != FORBIDDEN) {
        throw e;
      }
      return Finding.warning(
          SUBJECT,
          "this account may not look at nodes, so it is not known what GPUs they have",
          "ask whoever looks after the cluster whether a node has " + asked + " " + RESOURCE);
    }
    int largest = perNode.stream().mapToInt(Integer::intValue).max().orElse(0);
    int all = perNode.stream().mapToInt(Integer::intValue).sum();
    String found =
        all + " on " + perNode.size() + (perNode.size() == 1 ? " node" : " nodes at this time");
    return largest >= asked
        ? Finding.ok(SUBJECT, found)
        : Finding.failed(
            SUBJECT,
            "a step asks for "
                + asked
                + " and no node has more than "
                + largest
                + " ("
                + found
                + ")",
            "ask for fewer, or add nodes; a node pool that grows from nothing is not seen here");
  }

  private static int gpus(Node node) {
    Quantity quantity = node.getStatus().getAllocatable().get(RESOURCE);
    return quantity == null ? 0 : quantity.getNumericalAmount().intValue();
  }
}
