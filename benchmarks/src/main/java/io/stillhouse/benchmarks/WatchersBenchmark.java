package io.stillhouse.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Watches a run of steps that report, over as many connections as there are watchers, until it has
 * ended; then says what was missing, how late it was, and how much memory the server had.
 *
 * <p>Arguments: the server's address, its process, the definition, the numbers of watchers, steps
 * and points a step.
 */
public final class WatchersBenchmark {
  private static final Pattern RUN =
      Pattern.compile("\"name\":\\s*\"(pipelines/[a-z0-9-]+/runs/[a-z0-9-]+)\"");
  private static final Pattern TOTAL = Pattern.compile("\"totalPoints\":\\s*\"([0-9]+)\"");
  private static final int KEPT_LATENESSES = 1 << 22;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(30))
          .build();
  private final String address;
  private final long process;
  private final int watchers;
  private final int steps;
  private final int points;
  private final double[] lateness = new double[KEPT_LATENESSES];
  private int latenesses;

  private WatchersBenchmark(String address, long process, int watchers, int steps, int points) {
    this.address = address;
    this.process = process;
    this.watchers = watchers;
    this.steps = steps;
    this.points = points;
  }

  public static void main(String[] arguments) throws Exception {
    new WatchersBenchmark(
            arguments[0],
            Long.parseLong(arguments[1]),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[5]))
        .run(Files.readString(Path.of(arguments[2])));
  }

  private void run(String definition) throws IOException, InterruptedException {
    String run = create(definition);
    long begin = System.nanoTime();
    List<Watcher> all = new ArrayList<>();
    ExecutorService threads = Executors.newCachedThreadPool();
    List<java.util.concurrent.Future<Watcher>> ends = new ArrayList<>();
    for (int i = 0; i < watchers; i++) {
      Watcher watcher = new Watcher(points, i == 0 ? this::late : value -> {});
      ends.add(threads.submit(() -> watch(run, watcher)));
    }
    List<Long> memory = new ArrayList<>();
    while (ends.stream().anyMatch(end -> !end.isDone())) {
      memory.add(residentMebibytes());
      Thread.sleep(1000);
    }
    threads.shutdown();
    try {
      for (var end : ends) {
        all.add(end.get());
      }
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("a watcher failed", e);
    }
    print("seconds", (System.nanoTime() - begin) / 1e9);
    print("points a watcher should see", (double) steps * points);
    print("points told to all, with repetitions", all.stream().mapToLong(Watcher::count).sum());
    print("points missing, all watchers", all.stream().mapToLong(w -> w.missing(steps)).sum());
    print("points missing in the index", (double) steps * points - indexed(run));
    print("lateness of a point, ms, median", quantile(0.5));
    print("lateness of a point, ms, 95%", quantile(0.95));
    print("lateness of a point, ms, most", quantile(1));
    print("server's memory, MiB, after a third", at(memory, 1 / 3.0));
    print("server's memory, MiB, at the end", at(memory, 1));
    print("server's memory, MiB, most", memory.stream().mapToLong(Long::longValue).max().orElse(0));
  }

  private void late(double told) {
    if (latenesses < lateness.length) {
      lateness[latenesses++] = System.currentTimeMillis() - told;
    }
  }

  private double quantile(double share) {
    double[] sorted = Arrays.copyOf(lateness, latenesses);
    Arrays.sort(sorted);
    return latenesses == 0 ? Double.NaN : sorted[(int) Math.round(share * (latenesses - 1))];
  }

  private static double at(List<Long> values, double share) {
    return values.isEmpty()
        ? Double.NaN
        : values.get((int) Math.round(share * (values.size() - 1)));
  }

  private static void print(String what, double value) {
    System.out.printf(Locale.ROOT, "%s: %.0f%n", what, value);
  }

  private String create(String definition) throws IOException, InterruptedException {
    String json =
        "{\"source\": \""
            + definition.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
            + "\"}";
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(address + "v1/pipelines/watchers/runs"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString());
    Matcher name = RUN.matcher(answer.body());
    if (answer.statusCode() != 200 || !name.find()) {
      throw new IllegalStateException("no run was created: " + answer.body());
    }
    return name.group(1);
  }

  /** Watches to the end, from where it was on whenever a connection ends before. */
  private Watcher watch(String run, Watcher first) throws InterruptedException {
    Watcher watcher = first;
    while (true) {
      String cursor = URLEncoder.encode(watcher.cursor(), StandardCharsets.UTF_8);
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(address + "v1/" + run + ":watch?points=true&cursor=" + cursor))
              .build();
      http.sendAsync(request, BodyHandlers.fromLineSubscriber(watcher));
      watcher.gone().await();
      if (watcher.hasEnded()) {
        return watcher;
      }
      Thread.sleep(200);
      watcher = watcher.again();
    }
  }

  private double indexed(String run) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (true) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(address + "v1/runs:curves?max_points=8&runs=" + run))
                  .build(),
              BodyHandlers.ofString());
      Matcher totals = TOTAL.matcher(answer.body());
      double total = 0;
      while (totals.find()) {
        total += Long.parseLong(totals.group(1));
      }
      // The index follows the store within seconds.
      if (total >= (double) steps * points || System.nanoTime() - begin > 30e9) {
        return total;
      }
      Thread.sleep(500);
    }
  }

  private long residentMebibytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    throw new IllegalStateException("process " + process + " has no memory");
  }
}
