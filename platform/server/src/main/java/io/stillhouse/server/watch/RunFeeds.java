package io.stillhouse.server.watch;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.view.Details;
import io.stillhouse.v1.WatchRunResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The feeds of the runs that somebody watches. */
public final class RunFeeds implements AutoCloseable {
  /** Between two looks at a run. */
  private static final Duration PERIOD = Duration.ofMillis(500);

  private static final long BEAT_EVERY = 30;
  private static final Logger LOG = LoggerFactory.getLogger(RunFeeds.class);

  private final Details details;
  private final RunReader reader;
  private final Map<RunLayout, RunFeed> feeds = new HashMap<>();
  private final ScheduledExecutorService clock;
  private long looks;

  /**
   * @param clock what looks now and then
   */
  public RunFeeds(Details details, RunReader reader, ScheduledExecutorService clock) {
    this.details = details;
    this.reader = reader;
    this.clock = clock;
    clock.scheduleWithFixedDelay(
        this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Begins to tell a watcher of a run.
   *
   * @param points whether points of curves are told, too
   * @param cursor where to go on; empty: at the beginning
   * @throws ApiException if there is no such run
   */
  public void watch(RunLayout run, boolean points, String cursor, Sink<WatchRunResponse> sink) {
    details.of(run); // refuses what is not there
    RunFeed feed;
    synchronized (feeds) {
      feed = feeds.computeIfAbsent(run, layout -> new RunFeed(layout, details, reader));
      feed.add(sink, points, cursor);
    }
    clock.execute(() -> look(run, feed));
  }

  private void look() {
    Map<RunLayout, RunFeed> all;
    synchronized (feeds) {
      feeds.values().removeIf(RunFeed::isIdle);
      all = Map.copyOf(feeds);
    }
    looks++;
    all.forEach(this::look);
    if (looks % BEAT_EVERY == 0) {
      all.values().forEach(RunFeed::beat);
    }
  }

  private void look(RunLayout run, RunFeed feed) {
    try {
      feed.look();
    } catch (ApiException e) {
      feed.end(e); // the run was deleted
    } catch (RuntimeException e) {
      LOG.warn("Run {} could not be read for those who watch it; tried again soon", run.name(), e);
    }
  }

  @Override
  public void close() {
    synchronized (feeds) {
      feeds.values().forEach(feed -> feed.end(ApiException.tooMuch("the server ends; call again")));
      feeds.clear();
    }
  }
}
