package io.stillhouse.orchestrator.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.v1.Lease;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {
  private static final RunLayout RUN = new RunLayout("digits", "20260101-000000-abcdef");
  private static final String FOLDER = RUN.folder() + "/_lease";
  private static final Duration RENEWAL = Duration.ofMillis(50);
  private static final Duration TAKEOVER = Duration.ofMillis(500);

  @TempDir private Path folder;
  private ArtifactStore store;
  private Leases leases;

  @BeforeEach
  void open() {
    store = ArtifactStores.open(folder);
    leases = new Leases(store, new Leases.Timing(RENEWAL, TAKEOVER));
  }

  @Test
  void oneOfManyContendersOwnsTheRun() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Optional<Ownership.Held>>> contenders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      contenders.add(threads.submit(() -> leases.tryOwn(RUN)));
    }

    List<Ownership.Held> owners = new ArrayList<>();
    for (Future<Optional<Ownership.Held>> contender : contenders) {
      contender.get(1, TimeUnit.MINUTES).ifPresent(owners::add);
    }
    threads.shutdown();

    assertThat(owners).hasSize(1);
    assertThat(leases.owner(RUN).orElseThrow())
        .startsWith("process " + ProcessHandle.current().pid() + " on ");
    owners.get(0).close();
  }

  @Test
  void whatIsReleasedIsFreeAtOnce() {
    leases.own(RUN).close();

    long before = System.nanoTime();
    assertThat(leases.owner(RUN)).isEmpty();
    leases.own(RUN).close();
    assertThat(System.nanoTime() - before).isLessThan(TAKEOVER.toNanos());
  }

  @Test
  void theLeaseOfAProcessOfThisMachineThatDiedIsFreeAtOnce() throws Exception {
    lease(1, deadProcess());

    long before = System.nanoTime();
    leases.tryOwn(RUN).orElseThrow().close();
    assertThat(System.nanoTime() - before).isLessThan(TAKEOVER.toNanos());
  }

  @Test
  void theLeaseOfAnotherMachineIsTakenOnlyAfterItWasSeenUnchanged() {
    lease(1, "of another machine");

    long before = System.nanoTime();
    leases.tryOwn(RUN).orElseThrow().close();
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(TAKEOVER.toNanos());
  }

  @Test
  void theLeaseOfAnotherMachineThatIsRenewedStays() throws Exception {
    lease(1, "of another machine");
    CompletableFuture<Void> renewal =
        CompletableFuture.runAsync(
            () ->
                store.replace(
                    Leases.key(FOLDER, 1),
                    ProtoJson.write(
                        Lease.newBuilder().setProcess("of another machine").setRenewals(1))),
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));

    assertThat(leases.tryOwn(RUN)).isEmpty();
    renewal.get();
  }

  @Test
  void whetherARunIsFreeIsSeenAndNotReadFromTheClockOfAnotherMachine() throws Exception {
    lease(1, "of another machine, whose clock is decades behind");
    CompletableFuture<Void> renewal =
        CompletableFuture.runAsync(
            () ->
                store.replace(
                    Leases.key(FOLDER, 1),
                    ProtoJson.write(
                        Lease.newBuilder()
                            .setProcess("of another machine, whose clock is decades behind")
                            .setRenewals(1))),
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));

    assertThat(leases.isFree(RUN)).isFalse();
    renewal.get();
    assertThat(leases.isFree(RUN)).as("it was renewed no more").isTrue();
    long before = System.nanoTime();
    assertThat(leases.isFree(RUN)).isTrue();
    assertThat(System.nanoTime() - before)
        .as("nobody has to find that out twice")
        .isLessThan(TAKEOVER.toNanos());
  }

  @Test
  void whoeverWasNotHeardOfLearnsThatTheRunWasTaken() throws Exception {
    Ownership.Held held = leases.own(RUN);
    CompletableFuture<Boolean> lost = new CompletableFuture<>();
    held.onLost(() -> lost.complete(true));

    lease(2, "of another machine");

    assertThat(lost.get(1, TimeUnit.MINUTES)).isTrue();
    held.close();
    assertThat(store.read(Leases.key(FOLDER, 2))).isPresent();
    assertThat(
            ProtoJson.read(store, Leases.key(FOLDER, 1), Lease.getDefaultInstance())
                .orElseThrow()
                .getReleased())
        .isFalse();
  }

  @Test
  void whoeverSleptThroughSeveralTakeoversLearnsThatTheRunWasTaken() throws Exception {
    Duration sleep = Duration.ofSeconds(1);
    Leases sleepers = new Leases(store, new Leases.Timing(sleep, sleep.multipliedBy(2)));
    Ownership.Held held = sleepers.own(RUN);
    CompletableFuture<Boolean> lost = new CompletableFuture<>();
    held.onLost(() -> lost.complete(true));

    lease(2, deadProcess());
    leases.own(RUN).close();
    try (Ownership.Held fourth = leases.own(RUN)) {
      assertThat(lost.get(1, TimeUnit.MINUTES)).isTrue();
      held.close();
    }
  }

  @Test
  void aNumberThatWasTakenIsNeverFreeAgain() throws Exception {
    for (int owner = 0; owner < 4; owner++) {
      leases.own(RUN).close();
    }

    for (int number = 1; number <= 4; number++) {
      assertThat(store.create(Leases.key(FOLDER, number), new byte[0])).isFalse();
    }
  }

  @Test
  void aHeldLeaseIsRenewed() throws Exception {
    try (Ownership.Held held = leases.own(RUN)) {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      while (renewals() < 3 && System.nanoTime() < deadline) {
        Thread.sleep(10);
      }
      assertThat(renewals()).isGreaterThanOrEqualTo(3);
    }
  }

  private long renewals() {
    return ProtoJson.read(store, Leases.key(FOLDER, 1), Lease.getDefaultInstance())
        .orElseThrow()
        .getRenewals();
  }

  private void lease(long number, String process) {
    store.replace(
        Leases.key(FOLDER, number),
        ProtoJson.write(Lease.newBuilder().setHolder("another").setProcess(process)));
  }

  private static String deadProcess() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return LeaseHolder.thisProcess(Instant.now())
        .getProcess()
        .replaceAll("pid [0-9]+", "pid " + process.pid());
  }
}
