package io.stillhouse.orchestrator.retention;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.Leftovers;
import io.stillhouse.orchestrator.backend.RunLaunchers;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.orchestrator.records.RunRecords;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunBackend;
import io.stillhouse.v1.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** The platforms on which the steps of a store's runs were started. */
public final class Platforms {
  /** An order of runs that is the same every time. */
  static final Comparator<RunLayout> BY_FOLDER = Comparator.comparing(RunLayout::folder);

  private final Optional<Function<String, RunLaunchers>> launchers;
  private final RunBackend here;
  private final Consumer<String> unreachable;

  private Platforms(
      Optional<Function<String, RunLaunchers>> launchers,
      RunBackend here,
      Consumer<String> unreachable) {
    this.launchers = launchers;
    this.here = here;
    this.unreachable = unreachable;
  }

  /** None but this machine. */
  public static Platforms none() {
    return new Platforms(Optional.empty(), RunBackend.LOCAL, problem -> {});
  }

  /**
   * Those that runs name, and the one that is used from here.
   *
   * @param launchers how this machine reaches the platform of the launcher with that name
   * @param here who starts steps when nothing else is said
   * @param unreachable told of each that cannot be looked at, and why; the launchers of runs must
   *     be on the class path to be looked at
   */
  public static Platforms of(
      Function<String, RunLaunchers> launchers, RunBackend here, Consumer<String> unreachable) {
    return new Platforms(Optional.of(launchers), here, unreachable);
  }

  /**
   * What was found.
   *
   * @param found what there is, by run
   * @param spared runs that go on by themselves, and those of which nobody knows what there is
   */
  record Look(Map<RunLayout, Found> found, Set<RunLayout> spared) {}

  /**
   * What there is of a run.
   *
   * @param what in words
   * @param backend where
   */
  record Found(String what, RunBackend backend) {}

  Look look(ArtifactStore store) {
    Look look = new Look(new TreeMap<>(BY_FOLDER), new HashSet<>());
    if (launchers.isEmpty()) {
      return look;
    }
    Map<RunLayout, RunBackend> recorded = recorded(store);
    Set<RunBackend> backends = new HashSet<>(recorded.values());
    if (here.startsImages()) {
      backends.add(here.startsAlike());
    }
    List<RunBackend> silent = new ArrayList<>();
    for (RunBackend backend : backends) {
      try (Leftovers leftovers = leftovers(backend)) {
        leftovers.runs().forEach((run, what) -> look.found().put(run, new Found(what, backend)));
        look.spared().addAll(leftovers.runsThatGoOn());
      } catch (BackendUnreachableException | InvalidRunException e) {
        silent.add(backend);
        unreachable.accept(String.valueOf(e.getMessage()));
      }
    }
    recorded.forEach(
        (run, backend) -> {
          if (silent.contains(backend)) {
            look.spared().add(run);
          }
        });
    return look;
  }

  /** Stops and deletes what there is of a run; returns whether nothing is left. */
  boolean delete(RunLayout run, Found found) {
    try (Leftovers leftovers = leftovers(found.backend())) {
      leftovers.delete(run);
      return true;
    } catch (LaunchException | BackendUnreachableException e) {
      unreachable.accept(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private Leftovers leftovers(RunBackend backend) {
    return launchers.orElseThrow().apply(backend.launcher()).leftovers(backend);
  }

  private static Map<RunLayout, RunBackend> recorded(ArtifactStore store) {
    Map<RunLayout, RunBackend> backends = new TreeMap<>(BY_FOLDER);
    for (RunLayout layout : new RunReader(store).layouts()) {
      ProtoJson.read(store, layout.runRecord(), Run.getDefaultInstance())
          .map(RunRecords::backend)
          .filter(RunBackend::startsImages)
          // What starts them is all that counts here.
          .map(RunBackend::startsAlike)
          .ifPresent(backend -> backends.put(layout, backend));
    }
    return backends;
  }
}
