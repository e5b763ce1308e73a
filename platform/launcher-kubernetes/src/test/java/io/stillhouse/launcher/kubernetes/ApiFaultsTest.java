package io.stillhouse.launcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.StatusCauseBuilder;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.stillhouse.model.run.ErrorClass;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when the API server says no, or nothing. */
@Timeout(60)
class ApiFaultsTest {
  private static final String JOBS = "/apis/batch/v1/namespaces/vision/jobs";
  private static final String PODS = "/api/v1/namespaces/vision/pods?";
  private static final String SELECTED = "labelSelector=stillhouse.io%2Fowner%3Drun-x";
  private static final Job JOB =
      new JobBuilder().withNewMetadata().withName("train-1-x").endMetadata().build();

  private final KubernetesMockServer server = new KubernetesMockServer(false);
  private ClusterAccess access;
  private Cluster cluster;

  @BeforeEach
  void start() {
    server.init();
    access =
        new ClusterAccess(
            new KubernetesClientBuilder()
                .withConfig(
                    new ConfigBuilder(server.createClient().getConfiguration())
                        .withRequestRetryBackoffLimit(0)
                        .withHttp2Disable(true)
                        .withWatchReconnectInterval(50)
                        .build())
                .build(),
            "vision");
    cluster = new Cluster(access, new ApiRetries(Duration.ofSeconds(3), new Random(1)));
  }

  @AfterEach
  void stop() {
    access.client().close();
    server.destroy();
  }

  private static Status status(int code, String message) {
    return new StatusBuilder().withCode(code).withMessage(message).build();
  }

  private ApiRefusal refusal() {
    KubernetesClientException refused =
        catchThrowableOfType(KubernetesClientException.class, () -> cluster.create(JOB));
    return ApiRefusal.of(refused, "create Job train-1-x", "namespace vision");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void aBusyServerIsAskedAgain(int code) {
    server.expect().post().withPath(JOBS).andReturn(code, status(code, "busy")).times(3);
    server.expect().post().withPath(JOBS).andReturn(201, JOB).once();

    assertThat(cluster.create(JOB)).isPresent();
  }

  @Test
  void aServerThatStaysBusyIsGivenUpAfterADeadline() {
    server.expect().post().withPath(JOBS).andReturn(503, status(503, "overloaded")).always();
    long start = System.nanoTime();

    ApiRefusal refusal = refusal();

    assertThat(refusal.errorClass()).isEqualTo(ErrorClass.INFRASTRUCTURE);
    assertThat(refusal.message()).contains("answers 503", "overloaded");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(6));
  }

  @Test
  void aServerThatIsNotThereIsToldByItsAddress() {
    server.destroy();

    ApiRefusal refusal = refusal();

    assertThat(refusal.errorClass()).isEqualTo(ErrorClass.INFRASTRUCTURE);
    assertThat(refusal.message()).contains("cannot be reached");
  }

  @Test
  void aNameThatIsTakenIsNoFailure() {
    server.expect().post().withPath(JOBS).andReturn(409, status(409, "already exists")).once();

    assertThat(cluster.create(JOB)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | User \"eve\" cannot create resource \"jobs\" | INVALID_INPUT | Give that account",
        "403 | exceeded quota: small, requested: count/jobs.batch=1 | UNSCHEDULABLE | raise the quota",
        "404 | namespaces \"vision\" not found | INVALID_INPUT | kubectl create namespace",
        "401 | Unauthorized | INFRASTRUCTURE | Log in again",
        "400 | the object is not a Job | INVALID_INPUT | finds it invalid",
      })
  void aRefusalSaysWhatWhereAndWhatToDo(
      int code, String said, ErrorClass errorClass, String advice) {
    server.expect().post().withPath(JOBS).andReturn(code, status(code, said)).once();

    ApiRefusal refusal = refusal();

    assertThat(refusal.errorClass()).isEqualTo(errorClass);
    assertThat(refusal.message())
        .contains("cannot create Job train-1-x in namespace vision", said, advice);
  }

  @Test
  void anInvalidJobIsToldFieldByField() {
    Status invalid =
        new StatusBuilder(status(422, "Job is invalid"))
            .withNewDetails()
            .withCauses(
                new StatusCauseBuilder()
                    .withField("spec.template.spec.containers[0].image")
                    .withMessage("Required value")
                    .build())
            .endDetails()
            .build();
    server.expect().post().withPath(JOBS).andReturn(422, invalid).once();

    assertThat(refusal().message())
        .contains("spec.template.spec.containers[0].image: Required value");
  }

  @Test
  void aServerThatHasJustStartedAndForbidsWhatItCannotCheckIsAskedAgain() {
    Status notReady = status(403, "jobs is forbidden: not yet ready to handle request");
    server.expect().post().withPath(JOBS).andReturn(403, notReady).times(2);
    server.expect().post().withPath(JOBS).andReturn(201, JOB).once();

    assertThat(cluster.create(JOB)).isPresent();
  }

  @Test
  void aWatchThatIsTooOldBeginsAnewAndMissesNothing() throws Exception {
    Pod before = pod("before", "1");
    Pod after = pod("after", "9");
    expectList("1", before);
    Status gone = new StatusBuilder().withCode(410).withReason("Expired").build();
    expectWatch("1", new WatchEvent(gone, "ERROR"));
    expectList("9", before, after);
    expectWatch("9");
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    try (RunPods pods =
        RunPods.watch(
            access,
            "run-x",
            new RunPods.Listener() {
              @Override
              public void seen(String job, PodView pod) {
                seen.add(job + "/" + pod.name());
              }

              @Override
              public void gone(String job, PodView pod) {}
            },
            30_000)) {
      assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("job-of-before/before");
      assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("job-of-after/after");
      assertThat(pods.of("job-of-after")).hasSize(1);
    }
  }

  private static Pod pod(String name, String version) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("vision")
        .withName(name)
        .withUid(name)
        .withResourceVersion(version)
        .addToLabels("job-name", "job-of-" + name)
        .endMetadata()
        .build();
  }

  private void expectList(String version, Pod... pods) {
    Object list =
        new PodListBuilder()
            .withNewMetadata()
            .withResourceVersion(version)
            .endMetadata()
            .withItems(List.of(pods))
            .build();
    // The first list may come from the server's cache.
    String path = PODS + SELECTED + (version.equals("1") ? "&resourceVersion=0" : "");
    server.expect().get().withPath(path).andReturn(200, list).once();
  }

  private void expectWatch(String version, WatchEvent... events) {
    var opened =
        server
            .expect()
            .get()
            .withPath(
                PODS
                    + "allowWatchBookmarks=true&"
                    + SELECTED
                    + "&resourceVersion="
                    + version
                    + "&timeoutSeconds=600&watch=true")
            .andUpgradeToWebSocket()
            .open();
    for (WatchEvent event : events) {
      opened.waitFor(10).andEmit(event);
    }
    opened.done().once();
  }
}
