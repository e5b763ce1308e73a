package io.stillhouse.cli.sweep;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.model.plan.SweepPlan;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.orchestrator.records.Values;
import io.stillhouse.v1.Sweep;
import io.stillhouse.v1.SweepPoint;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The sweeps of a store. */
public final class Sweeps {
  private final ArtifactStore store;

  public Sweeps(ArtifactStore store) {
    this.store = store;
  }

  /** The names of all sweeps. */
  public List<String> names() {
    return store.children(RunLayout.SWEEPS).stream().sorted().toList();
  }

  /** The sweep of that name, if there is one. */
  public Optional<Sweep> read(String name) {
    return ProtoJson.read(store, RunLayout.sweepRecord(name), Sweep.getDefaultInstance());
  }

  /**
   * The sweep of that name.
   *
   * @throws CliException if there is none
   */
  public Sweep find(String name) {
    List<String> names = names();
    return Optional.of(name)
        .filter(names::contains)
        .flatMap(this::read)
        .orElseThrow(
            () ->
                new CliException(
                    CliExit.INVALID,
                    "There is no sweep " + name + " in the store " + store.root() + ".",
                    Suggestion.closest(name, names)
                        .map(meant -> "Did you mean " + meant + "?")
                        .orElse("stillhouse sweep list shows which there are.")));
  }

  /**
   * Records a sweep, or adds runs to the one that has that name.
   *
   * @throws CliException if that one asked something else, so that its runs and these do not belong
   *     into one table
   */
  public Sweep begin(String name, SweepPlan plan, Instant now) {
    Sweep asked =
        Sweep.newBuilder()
            .setName(name)
            .setPipeline(plan.definition().name())
            .setDefinitionDigest(SweepName.sha256(plan.definition().source().content()))
            .addAllParameters(plan.matrix().parameters())
            .setSeeds(plan.matrix().seeds().orElse(""))
            .putAllFixed(Values.toProto(plan.fixed()))
            .addAllPoints(
                plan.runs().stream()
                    .map(
                        run ->
                            SweepPoint.newBuilder()
                                .putAllParameters(Values.toProto(run.plan().parameters()))
                                .build())
                    .toList())
            .setCreateTime(Times.toProto(now))
            .build();
    Optional<Sweep> before = read(name);
    Sweep sweep = before.map(found -> joined(found, asked)).orElse(asked);
    if (before.isEmpty() || !before.get().equals(sweep)) {
      store.replace(RunLayout.sweepRecord(name), ProtoJson.write(sweep));
    }
    return sweep;
  }

  private static Sweep joined(Sweep before, Sweep asked) {
    String other =
        !before.getPipeline().equals(asked.getPipeline())
            ? "of the pipeline " + before.getPipeline()
            : !before.getDefinitionDigest().equals(asked.getDefinitionDigest())
                ? "of another text of the definition"
                : !before.getFixedMap().equals(asked.getFixedMap())
                    ? "with other values of -p"
                    : !before.getSeeds().equals(asked.getSeeds())
                        ? "with other seeds"
                        : !Set.copyOf(before.getParametersList())
                                .equals(Set.copyOf(asked.getParametersList()))
                            ? "over " + String.join(", ", before.getParametersList())
                            : "";
    if (!other.isEmpty()) {
      throw new CliException(
          CliExit.INVALID,
          "There is a sweep " + asked.getName() + " already, " + other + ".",
          "Its runs and these would not belong into one table: choose another --name.");
    }
    Set<SweepPoint> points = new LinkedHashSet<>(before.getPointsList());
    points.addAll(asked.getPointsList());
    return before.toBuilder().clearPoints().addAllPoints(points).build();
  }

  /** Asks whoever is at work on the sweep to begin no more runs. */
  public void requestCancel(String name) {
    store.create(RunLayout.sweepCancelRequest(name), new byte[0]);
  }

  /** Whether somebody asked for that. */
  public boolean isCancelRequested(String name) {
    return store.read(RunLayout.sweepCancelRequest(name)).isPresent();
  }

  /** Forgets that somebody asked for it. */
  public void forgetCancel(String name) {
    store.delete(RunLayout.sweepCancelRequest(name));
  }
}
