package io.stillhouse.server.watch;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.view.Change;
import io.stillhouse.runstore.view.Changes;
import io.stillhouse.runstore.view.RunPage;
import io.stillhouse.runstore.view.RunQuery;
import io.stillhouse.runstore.view.RunScope;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.view.Summaries;
import io.stillhouse.v1.WatchRunsResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who watches a list which of its rows have changed. A watcher that was not ready is told of
 * the runs that changed meanwhile as they are then.
 */
public final class ListFeeds implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final int CHANGES_AT_ONCE = 500;
  private static final int RUNS_AT_ONCE = 500;
  private static final long BEAT_EVERY = 15;
  private static final Logger LOG = LoggerFactory.getLogger(ListFeeds.class);

  private final RunStore index;
  private final Summaries summaries;
  private final List<Watcher> watchers = new ArrayList<>();
  private String cursor = "";
  private long looks;

  /** What a watcher asked for. */
  private record Question(String pipeline, String filter, List<String> columns) {
    boolean isAbout(RunLayout run) {
      return pipeline.isEmpty() || pipeline.equals(run.pipeline());
    }
  }

  /** One who watches. */
  private static final class Watcher {
    private final Question question;
    private final Sink<WatchRunsResponse> sink;
    private final Set<RunLayout> missed = new TreeSet<>(Comparator.comparing(RunLayout::name));

    Watcher(Question question, Sink<WatchRunsResponse> sink) {
      this.question = question;
      this.sink = sink;
    }
  }

  /**
   * @param clock what looks now and then
   */
  public ListFeeds(RunStore index, Summaries summaries, ScheduledExecutorService clock) {
    this.index = index;
    this.summaries = summaries;
    clock.scheduleWithFixedDelay(
        this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Begins to tell a watcher.
   *
   * @param pipeline only of runs of this pipeline; empty: of all
   * @throws io.stillhouse.runstore.filter.FilterException if the filter or a column is wrong
   */
  public synchronized void watch(
      String pipeline, String filter, List<String> columns, Sink<WatchRunsResponse> sink) {
    index.list(new RunQuery(filter, "", columns, 1, "")); // refuses what cannot be understood
    if (watchers.isEmpty()) {
      cursor = index.cursor();
    }
    watchers.add(new Watcher(new Question(pipeline, filter, List.copyOf(columns)), sink));
  }

  private synchronized void look() {
    try {
      watchers.removeIf(watcher -> watcher.sink.isGone());
      if (watchers.isEmpty()) {
        return;
      }
      tell();
      looks++;
      if (looks % BEAT_EVERY == 0) {
        watchers.forEach(watcher -> watcher.sink.beat());
      }
    } catch (RuntimeException e) {
      LOG.warn("The index could not be read for those who watch it; tried again soon", e);
    }
  }

  private void tell() {
    Changes changes = index.changes(cursor, CHANGES_AT_ONCE);
    cursor = changes.cursor();
    Set<RunLayout> changed =
        changes.changes().stream().map(Change::run).collect(Collectors.toSet());
    Map<Question, Map<Set<RunLayout>, Shared<WatchRunsResponse>>> answers = new HashMap<>();
    for (Watcher watcher : watchers) {
      changed.stream().filter(watcher.question::isAbout).forEach(watcher.missed::add);
      if (watcher.missed.isEmpty() || !watcher.sink.isReady()) {
        continue;
      }
      Set<RunLayout> wanted = Set.copyOf(watcher.missed);
      watcher.missed.clear();
      watcher.sink.send(
          answers
              .computeIfAbsent(watcher.question, question -> new HashMap<>())
              .computeIfAbsent(wanted, runs -> new Shared<>(answer(watcher.question, runs), "")));
    }
  }

  private WatchRunsResponse answer(Question question, Set<RunLayout> runs) {
    WatchRunsResponse.Builder answer = WatchRunsResponse.newBuilder();
    Set<String> gone = new TreeSet<>();
    runs.forEach(run -> gone.add(run.name()));
    List<RunLayout> ordered = List.copyOf(runs);
    for (int from = 0; from < ordered.size(); from += RUNS_AT_ONCE) {
      List<RunLayout> some = ordered.subList(from, Math.min(from + RUNS_AT_ONCE, ordered.size()));
      RunPage page =
          index.list(
              new RunQuery(
                  RunScope.of(Set.copyOf(some)),
                  question.filter(),
                  "",
                  question.columns(),
                  RUNS_AT_ONCE,
                  ""));
      page.runs()
          .forEach(
              run -> {
                answer.addRuns(summaries.of(run, question.columns()));
                gone.remove(run.run().name());
              });
    }
    return answer.addAllDeleted(gone).build();
  }

  @Override
  public synchronized void close() {
    watchers.forEach(
        watcher -> watcher.sink.fail(ApiException.tooMuch("the server ends; call again")));
    watchers.clear();
  }
}
