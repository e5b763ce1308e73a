package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.ObjectNotFoundException;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.artifacts.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Reads the logs of steps, attempt after attempt, also while they are being written. */
public final class StepLogs {
  private final ArtifactStore store;
  private final RunLayout run;
  private final Map<String, Position> positions = new LinkedHashMap<>();

  public StepLogs(ArtifactStore store, RunLayout run) {
    this.store = store;
    this.run = run;
  }

  /** The attempts of a step that have begun, counted from 1, in order. */
  public List<Integer> attempts(String step) {
    return store.children(run.step(step)).stream()
        .filter(name -> name.matches("[1-9][0-9]{0,5}"))
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  /**
   * Hands every whole line of an attempt's log that is new since the last call to {@code line},
   * with the step's name.
   */
  public void poll(String step, int attempt, BiConsumer<String, String> line) {
    Position position = positions.computeIfAbsent(step + "/" + attempt, key -> new Position());
    for (String next : position.read(run.attempt(step, attempt))) {
      line.accept(step, next);
    }
  }

  /** Hands what was written after the last line's end, too: the log has ended. */
  public void finish(String step, int attempt, BiConsumer<String, String> line) {
    poll(step, attempt, line);
    Position position = positions.get(step + "/" + attempt);
    if (position != null && position.unfinished.size() > 0) {
      line.accept(step, position.unfinished.toString(StandardCharsets.UTF_8));
      position.unfinished.reset();
    }
  }

  /** How far one log was read. A line is decoded once it is whole, so that no character is torn. */
  private final class Position {
    private long offset;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();

    private List<String> read(AttemptLayout attempt) {
      List<String> lines = new ArrayList<>();
      try (InputStream log = store.open(attempt.log())) {
        log.skipNBytes(offset);
        byte[] buffer = new byte[1 << 16];
        for (int count = log.read(buffer); count > 0; count = log.read(buffer)) {
          offset += count;
          split(buffer, count, lines);
        }
      } catch (ObjectNotFoundException | EOFException e) {
        // The attempt has not written anything yet, or nothing more.
        return lines;
      } catch (IOException e) {
        throw new StoreException("Cannot read " + store.uri(attempt.log()) + ": " + e, e);
      }
      return lines;
    }

    private void split(byte[] buffer, int count, List<String> lines) {
      int from = 0;
      for (int i = 0; i < count; i++) {
        if (buffer[i] == '\n') {
          unfinished.write(buffer, from, i - from);
          lines.add(unfinished.toString(StandardCharsets.UTF_8));
          unfinished.reset();
          from = i + 1;
        }
      }
      unfinished.write(buffer, from, count - from);
    }
  }
}
