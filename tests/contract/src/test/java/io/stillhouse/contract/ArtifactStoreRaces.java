package io.stillhouse.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store promises to many threads and processes at once, and after a kill. */
@Timeout(180)
abstract class ArtifactStoreRaces extends ArtifactStoreContract {

  @Test
  void ofManyThreadsExactlyOneCreatesAnObject() throws Exception {
    int threads = 16;
    int objects = 40;
    CyclicBarrier start = new CyclicBarrier(threads);
    Map<Integer, List<String>> winners = new ConcurrentHashMap<>();
    atOnce(
        threads,
        thread -> {
          ArtifactStore own = ArtifactStores.open(location(), environment());
          for (int i = 0; i < objects; i++) {
            start.await();
            String name = "thread " + thread;
            if (own.create("raced/" + i, name.getBytes(UTF_8))) {
              winners.merge(i, List.of(name), ArtifactStoreRaces::both);
            }
          }
        });
    assertThat(winners).hasSize(objects);
    winners.forEach(
        (object, names) ->
            assertThat(names)
                .as("winners of " + object)
                .containsExactly(new String(store.read("raced/" + object).orElseThrow(), UTF_8)));
  }

  @Test
  void ofSeveralProcessesExactlyOneCreatesAnObject() throws Exception {
    int objects = 200;
    List<String> names = List.of("p1", "p2", "p3", "p4");
    List<ChildJvm> processes = new ArrayList<>();
    Map<String, Long> won = new ConcurrentHashMap<>();
    try {
      for (String name : names) {
        processes.add(
            ChildJvm.start(
                temporary.resolve(name),
                StoreProcess.class,
                environment(),
                "race",
                location(),
                name,
                "" + objects));
      }
      while (store.list("ready").size() < names.size()) {
        assertThat(processes).allMatch(ChildJvm::isAlive);
        Thread.sleep(5);
      }
      store.create("start", ONE);
      for (int i = 0; i < names.size(); i++) {
        assertThat(processes.get(i).exitCode()).as(processes.get(i).output()).isZero();
        for (String line : processes.get(i).output().lines().toList()) {
          String object = line.replace("won ", "raced/");
          assertThat(store.read(object)).contains(names.get(i).getBytes(UTF_8));
          won.merge(object, 1L, Long::sum);
        }
      }
    } finally {
      processes.forEach(ChildJvm::close);
    }
    assertThat(won).hasSize(objects).allSatisfy((object, times) -> assertThat(times).isOne());
  }

  @Test
  void aReaderSeesOneVersionOrTheOtherNeverAMixture() throws Exception {
    byte[][] versions = {new byte[300_000], new byte[500_000]};
    Arrays.fill(versions[1], (byte) 1);
    store.replace("a", versions[0]);
    AtomicInteger writing = new AtomicInteger(2);
    AtomicInteger seen = new AtomicInteger();
    atOnce(
        4,
        thread -> {
          if (thread < 2) {
            for (int i = 0; i < 60; i++) {
              store.replace("a", versions[(thread + i) % 2]);
            }
            writing.decrementAndGet();
          } else {
            while (writing.get() > 0) {
              byte[] content = store.read("a").orElseThrow();
              assertThat(Arrays.equals(content, versions[content[0]])).isTrue();
              seen.incrementAndGet();
            }
          }
        });
    assertThat(seen).hasPositiveValue();
  }

  @Test
  void aFolderMayBeFilledEmptiedAndListedAtOnce() throws Exception {
    AtomicInteger writing = new AtomicInteger(3);
    atOnce(
        4,
        thread -> {
          if (thread == 3) {
            while (writing.get() > 0) {
              store.list("a").forEach(object -> assertThat(object.size()).isEqualTo(3));
              store.children("a");
            }
          } else {
            for (int i = 0; i < 100; i++) {
              String key = "a/b/" + thread + "/c";
              assertThat(store.create(key, ONE)).isTrue();
              store.replace(key, TWO);
              assertThat(store.read(key)).contains(TWO);
              if (i % 2 == 0) {
                store.delete(key);
              } else {
                store.deleteAll("a/b/" + thread);
              }
            }
            writing.decrementAndGet();
          }
        });
    assertThat(store.list("")).isEmpty();
  }

  @Test
  void aWriterThatIsKilledLeavesWholeObjectsOnly() throws Exception {
    byte[] content = new byte[64 << 20];
    Arrays.fill(content, (byte) 7);
    Path file = Files.write(temporary.resolve("large"), content);
    int leftovers = 0;
    for (int kill = 0; kill < 6; kill++) {
      try (ChildJvm writer =
          ChildJvm.start(
              temporary.resolve("writer"),
              StoreProcess.class,
              environment(),
              "upload",
              location(),
              file.toString())) {
        while (writer.output().isEmpty()) {
          assertThat(writer.isAlive()).as(writer.output()).isTrue();
          Thread.sleep(2);
        }
        Thread.sleep(7L * kill);
        writer.kill();
      }
      for (StoredObject object : store.list("")) {
        assertThat(object.key()).matches("uploaded/[0-2]");
        assertThat(object.size()).isEqualTo(content.length);
        assertThat(Files.mismatch(store.localFile(object.key()), file)).isEqualTo(-1);
      }
      assertThat(store.list("")).isNotEmpty();
      leftovers += store.removeUnfinished(Instant.now().plus(Duration.ofHours(1)));
    }
    assertThat(store.removeUnfinished(Instant.now().plus(Duration.ofHours(1)))).isZero();
    checkLeftovers(leftovers);
  }

  /**
   * Called with the number of unfinished uploads that were removed after several kills: where
   * uploads leave something behind, none at all means that no kill hit one.
   */
  abstract void checkLeftovers(int removed);

  private static List<String> both(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private static void atOnce(int threads, Work work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Void>> calls =
          IntStream.range(0, threads)
              .mapToObj(
                  thread ->
                      (Callable<Void>)
                          () -> {
                            work.run(thread);
                            return null;
                          })
              .toList();
      for (Future<Void> done : executor.invokeAll(calls)) {
        done.get();
      }
    } finally {
      executor.shutdownNow();
      executor.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  /** What one of several threads does. */
  private interface Work {
    void run(int thread) throws Exception;
  }
}
