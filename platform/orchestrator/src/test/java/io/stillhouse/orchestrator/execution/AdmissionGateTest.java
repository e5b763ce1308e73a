package io.stillhouse.orchestrator.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.orchestrator.execution.AdmissionGate.Admission;
import io.stillhouse.orchestrator.execution.AdmissionGate.Turn;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class AdmissionGateTest {
  private static final ResourceRequest LIMIT = request(2000, 1000);
  private final StopSignal stop = new StopSignal();
  private final AdmissionGate gate = new AdmissionGate(LIMIT, stop);

  @Test
  void whoeverFitsIsLetIn() throws Exception {
    try (Admission one = gate.queue(0).enter(request(1000, 500));
        Admission other = gate.queue(1).enter(request(1000, 500))) {
      assertThat(entering(2, request(1, 1))).isNotDone();
    }
  }

  @Test
  void theNextInThePlanIsNotOvertakenByASmallerOne() throws Exception {
    Admission first = gate.queue(0).enter(request(1000, 100));
    CompletableFuture<Admission> large = entering(1, request(2000, 100));
    CompletableFuture<Admission> small = entering(2, request(500, 100));
    requireWaiting(large);
    requireWaiting(small);
    first.close();

    Admission largeAdmission = large.get(1, TimeUnit.MINUTES);
    requireWaiting(small);
    largeAdmission.close();
    small.get(1, TimeUnit.MINUTES).close();
  }

  @Test
  void aRequestBeyondTheLimitRunsAlone() throws Exception {
    Admission first = gate.queue(0).enter(request(100, 100));
    CompletableFuture<Admission> huge = entering(1, request(64_000, 100));
    requireWaiting(huge);
    first.close();

    huge.get(1, TimeUnit.MINUTES).close();
  }

  @Test
  void roomIsGivenBackOnce() throws Exception {
    Admission one = gate.queue(0).enter(request(2000, 100));
    one.close();
    one.close();
    Admission other = gate.queue(1).enter(request(2000, 100));

    requireWaiting(entering(2, request(2000, 100)));
    other.close();
  }

  @Test
  void whoHasNotDecidedYetKeepsItsPlaceUntilItDoes() throws Exception {
    Turn undecided = gate.queue(0);
    CompletableFuture<Admission> later = entering(1, request(1, 1));
    requireWaiting(later);
    undecided.close();

    later.get(1, TimeUnit.MINUTES).close();
  }

  @Test
  void aStopEndsEveryWait() throws Exception {
    gate.enterRunning(request(2000, 1000));
    CompletableFuture<Admission> waiting = entering(0, request(1, 1));
    requireWaiting(waiting);
    stop.give(StopSignal.Reason.CANCELED);

    assertThatThrownBy(() -> waiting.get(1, TimeUnit.MINUTES))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(StoppedException.class);
  }

  private CompletableFuture<Admission> entering(int position, ResourceRequest request) {
    CompletableFuture<Admission> future = new CompletableFuture<>();
    // Taken here, so that nobody behind comes first because its thread did.
    Turn turn = gate.queue(position);
    Thread thread =
        new Thread(
            () -> {
              try {
                future.complete(turn.enter(request));
              } catch (InterruptedException | StoppedException e) {
                future.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return future;
  }

  private static void requireWaiting(CompletableFuture<Admission> future) {
    assertThatThrownBy(() -> future.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  private static ResourceRequest request(long cpuMillis, long mebibytes) {
    return new ResourceRequest(cpuMillis, mebibytes << 20, 0);
  }
}
