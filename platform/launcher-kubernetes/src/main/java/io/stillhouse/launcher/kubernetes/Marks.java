package io.stillhouse.launcher.kubernetes;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.launch.LaunchRequest;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** Labels and annotations by which objects in the cluster are found and recognised. */
final class Marks {
  /** The label that all objects of a run have in common: the name of their owner. */
  static final String OWNER = "stillhouse.io/owner";

  /** The label of what takes a run to its end: the name of the run's owner. */
  static final String CONTROLS = "stillhouse.io/controls";

  /** The annotation that names the attempt of a Job. */
  static final String ATTEMPT = "stillhouse.io/attempt";

  /** The annotation that names the store of an attempt. */
  static final String STORE = "stillhouse.io/store";

  /** The annotation of a Job that only keeps a name from being used. */
  static final String SPENT = "stillhouse.io/spent";

  /** The label that the Job controller gives the pods of a Job. */
  static final String JOB_NAME = "job-name";

  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String STILLHOUSE = "stillhouse";
  static final String COMPONENT = "app.kubernetes.io/component";

  /** The annotation that says whether an autoscaler may empty the node of a pod. */
  static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";

  private Marks() {}

  /** The labels of everything that belongs to a run. */
  static Map<String, String> labels(URI store, RunLayout run) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("app.kubernetes.io/name", run.pipeline());
    labels.put("app.kubernetes.io/part-of", STILLHOUSE);
    labels.put("app.kubernetes.io/instance", run.runId());
    labels.put(MANAGED_BY, STILLHOUSE);
    labels.put("stillhouse.io/pipeline", run.pipeline());
    labels.put("stillhouse.io/run", run.runId());
    labels.put(OWNER, JobNames.owner(store, run));
    return labels;
  }

  /** The labels of the Job and the pod of an attempt; those of the definition never hide ours. */
  static Map<String, String> labels(LaunchRequest request) {
    Map<String, String> labels = new TreeMap<>(request.labels());
    labels.putAll(labels(request.store(), request.attempt().run()));
    labels.put(COMPONENT, request.component().name());
    labels.put("stillhouse.io/component", request.component().name());
    labels.put("stillhouse.io/step", request.attempt().step());
    labels.put("stillhouse.io/attempt-number", Integer.toString(request.attempt().number()));
    return labels;
  }

  /** The annotations of the Job and the pod of an attempt. */
  static Map<String, String> annotations(LaunchRequest request) {
    Map<String, String> annotations = new TreeMap<>();
    // An autoscaler that empties a node would cost the attempt; whoever disagrees annotates.
    annotations.put(SAFE_TO_EVICT, "false");
    annotations.putAll(request.scheduling().annotations());
    annotations.put(ATTEMPT, request.attempt().toString());
    annotations.put(STORE, request.store().toString());
    return annotations;
  }
}
