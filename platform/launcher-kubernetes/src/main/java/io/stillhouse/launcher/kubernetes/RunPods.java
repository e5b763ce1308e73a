package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One watch over all pods of a run. */
final class RunPods implements AutoCloseable {
  private static final String BY_JOB = "job";

  /** Told of every change, in the order the cluster tells of them. */
  interface Listener {
    void seen(String job, PodView pod);

    void gone(String job, PodView pod);
  }

  private final SharedIndexInformer<Pod> informer;

  private RunPods(SharedIndexInformer<Pod> informer) {
    this.informer = informer;
  }

  /**
   * Begins to watch, and returns when the pods that there are have been seen.
   *
   * @param owner the run's owner, by which its pods are labelled
   * @throws TimeoutException if the cluster did not answer in time
   */
  static RunPods watch(ClusterAccess access, String owner, Listener listener, long millis)
      throws TimeoutException, InterruptedException {
    SharedIndexInformer<Pod> informer =
        access
            .client()
            .pods()
            .inNamespace(access.namespace())
            .withLabel(Marks.OWNER, owner)
            .runnableInformer(0)
            .addIndexers(Map.of(BY_JOB, pod -> List.of(job(pod))))
            .addEventHandler(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(Pod pod) {
                    listener.seen(job(pod), new PodView(pod));
                  }

                  @Override
                  public void onUpdate(Pod before, Pod pod) {
                    listener.seen(job(pod), new PodView(pod));
                  }

                  @Override
                  public void onDelete(Pod pod, boolean lastStateUnknown) {
                    listener.gone(job(pod), new PodView(pod));
                  }
                })
            // The API server may restart at any time, also before the first list has arrived.
            .exceptionHandler((started, failure) -> true);
    try {
      informer.start().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
      return new RunPods(informer);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      informer.stop();
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      TimeoutException late = new TimeoutException(String.valueOf(e.getMessage()));
      late.initCause(e);
      throw late;
    }
  }

  /** The pods of a Job that are known. */
  List<PodView> of(String job) {
    return informer.getIndexer().byIndex(BY_JOB, job).stream().map(PodView::new).toList();
  }

  /** All that are known. */
  List<PodView> all() {
    return informer.getStore().list().stream().map(PodView::new).toList();
  }

  @Override
  public void close() {
    informer.stop();
  }

  private static String job(Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(Marks.JOB_NAME, "");
  }
}
