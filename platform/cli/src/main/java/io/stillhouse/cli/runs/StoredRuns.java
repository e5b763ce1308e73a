package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.release.promotion.Alias;
import io.stillhouse.release.promotion.Promotions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds runs in a store. */
public final class StoredRuns {
  private static final int SHOWN_CANDIDATES = 5;
  private static final String LATEST = "latest";

  private final ArtifactStore store;
  private final RunReader reader;

  public StoredRuns(ArtifactStore store) {
    this.store = store;
    this.reader = new RunReader(store);
  }

  /** Where every run lies, newest first. */
  public List<RunLayout> layouts() {
    return reader.layouts();
  }

  /** A run as it is now; empty if there is none. */
  public Optional<StoredRun> read(RunLayout layout) {
    return reader.read(layout).map(StoredRun::new);
  }

  /**
   * The run that a user means: {@code pipelines/P/runs/R}, {@code P/R}, {@code R}, the beginning of
   * one of the last two, the six characters at the end of an id, {@code latest}, {@code P/latest},
   * or {@code E@A}: the one that bears the alias A in the experiment E.
   *
   * @throws CliException if there is none, or more than one
   */
  public StoredRun find(String reference) {
    List<RunLayout> layouts = reader.layouts();
    if (layouts.isEmpty()) {
      throw new CliException(
          CliExit.INVALID,
          "There is no run in the store " + store.root() + ".",
          "Start one with: stillhouse run FILE, or name another store with --store.");
    }
    return lookUp(reference, layouts).orElseThrow(() -> missing(reference, layouts));
  }

  /**
   * The same, empty if there is none.
   *
   * @throws CliException if there is more than one
   */
  Optional<StoredRun> lookUp(String reference) {
    return lookUp(reference, reader.layouts());
  }

  private Optional<StoredRun> lookUp(String reference, List<RunLayout> layouts) {
    List<RunLayout> matches = matches(reference, layouts);
    if (matches.size() > 1) {
      List<String> lines = new ArrayList<>();
      lines.add("More than one run is called " + reference + ":");
      matches.stream().limit(SHOWN_CANDIDATES).map(StoredRun::displayName).forEach(lines::add);
      if (matches.size() > SHOWN_CANDIDATES) {
        lines.add("and " + (matches.size() - SHOWN_CANDIDATES) + " more; see stillhouse runs");
      }
      throw new CliException(CliExit.INVALID, lines);
    }
    return matches.stream().findFirst().flatMap(this::read);
  }

  private List<RunLayout> matches(String reference, List<RunLayout> newestFirst) {
    if (reference.equals(LATEST)) {
      return newest(newestFirst);
    }
    if (reference.endsWith("/" + LATEST)) {
      String pipeline = reference.substring(0, reference.length() - LATEST.length() - 1);
      return newest(
          newestFirst.stream().filter(layout -> layout.pipeline().equals(pipeline)).toList());
    }
    int at = reference.indexOf('@');
    if (at >= 0) {
      return promoted(reference.substring(0, at), reference.substring(at + 1));
    }
    List<RunLayout> exact =
        newestFirst.stream()
            .filter(
                layout ->
                    reference.equals(layout.runId())
                        || reference.equals(StoredRun.displayName(layout))
                        || reference.equals(layout.name()))
            .toList();
    if (!exact.isEmpty() || reference.isEmpty()) {
      return exact;
    }
    return newestFirst.stream()
        .filter(
            layout ->
                layout.runId().startsWith(reference)
                    || StoredRun.displayName(layout).startsWith(reference)
                    || layout.runId().endsWith("-" + reference))
        .toList();
  }

  private List<RunLayout> promoted(String experiment, String alias) {
    try {
      return new Promotions(store)
          .current(new Alias(experiment, alias)).map(Promotions.Numbered::run).stream().toList();
    } catch (IllegalArgumentException e) {
      throw new CliException(CliExit.INVALID, experiment + "@" + alias + ": " + e.getMessage());
    }
  }

  /** The last whose creation is complete. */
  private List<RunLayout> newest(List<RunLayout> newestFirst) {
    return newestFirst.stream()
        .filter(layout -> store.read(layout.runRecord()).isPresent())
        .limit(1)
        .toList();
  }

  private CliException missing(String reference, List<RunLayout> layouts) {
    List<String> names = new ArrayList<>();
    for (RunLayout layout : layouts) {
      names.add(layout.runId());
      names.add(StoredRun.displayName(layout));
      names.add(layout.pipeline() + "/" + LATEST);
    }
    names.add(LATEST);
    return new CliException(
        CliExit.INVALID,
        "There is no run " + reference + " in the store " + store.root() + ".",
        Suggestion.closest(reference, names)
            .map(name -> "Did you mean " + name + "?")
            .orElse(
                "stillhouse runs lists them; the newest is "
                    + StoredRun.displayName(layouts.get(0))
                    + "."));
  }
}
