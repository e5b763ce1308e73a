package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.context.Context;
import io.stillhouse.cli.runs.Collection;
import io.stillhouse.model.problem.InvalidTextException;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.shape.DurationShape;
import io.stillhouse.orchestrator.retention.RetentionPolicy;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gc}: deletes old runs. */
@Command(
    name = "gc",
    header = "Deletes old runs, but nothing that a kept run or the cache refers to.",
    description = {
      "A run is kept when it is among the newest of its pipeline, young, pinned or at work. A cache",
      "entry is kept as long as a kept run used it or it is young; what it refers to stays with it.",
      "Containers and Jobs of runs on which nobody is at work any more are stopped and deleted,",
      "wherever runs of the store and the context say that steps are: resume first what is to go on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stillhouse gc --dry-run",
      "  stillhouse gc --keep-last 3 --keep-for 1d --keep-cache-for 7d"
    })
public final class GcCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--keep-last",
      paramLabel = "N",
      description = "How many of the newest runs of each pipeline are kept; 10 by default.")
  private int keepLast = 10;

  @Option(
      names = "--keep-for",
      paramLabel = "DURATION",
      description = "How long every run is kept; 7d by default.")
  private @Nullable String keepFor;

  @Option(
      names = "--keep-cache-for",
      paramLabel = "DURATION",
      description = "How long a cache entry is kept that no kept run used; 30d by default.")
  private @Nullable String keepCacheFor;

  @Option(
      names = "--abandoned-after",
      paramLabel = "DURATION",
      description =
          "How long nobody must have been at work on a run before its containers and Jobs go; 1h by"
              + " default.")
  private @Nullable String abandonedAfter;

  @Option(names = "--dry-run", description = "Shows what would be deleted and deletes nothing.")
  private boolean dryRun;

  @Mixin private StoreOption store = new StoreOption();
  @Mixin private OutputOption output = new OutputOption();

  public GcCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (keepLast < 0) {
      throw new ParameterException(spec.commandLine(), "--keep-last is 0 or more, not " + keepLast);
    }
    RetentionPolicy policy = policy();
    ArtifactStore opened = store.open(environment);
    CliEnvironment surroundings = store.surroundings(environment);
    Context context = store.context(environment);
    Collection collection =
        dryRun
            ? Collection.preview(surroundings, opened, context, policy)
            : Collection.collect(surroundings, opened, context, policy);
    if (output.isJson()) {
      collection.json();
    } else {
      collection.print();
    }
    return CliExit.OK.code();
  }

  private RetentionPolicy policy() {
    Problems problems = new Problems();
    RetentionPolicy standard = RetentionPolicy.DEFAULT;
    Duration runs = duration("--keep-for", keepFor, problems, standard.runsFor());
    Duration cache =
        duration("--keep-cache-for", keepCacheFor, problems, standard.cacheEntriesFor());
    Duration abandoned =
        duration("--abandoned-after", abandonedAfter, problems, standard.abandonedAfter());
    if (problems.hasErrors()) {
      throw new InvalidTextException(problems.sorted());
    }
    return new RetentionPolicy(keepLast, runs, cache, abandoned);
  }

  /** {@code 0} needs no unit; everything else is written as in definitions. */
  private static Duration duration(
      String option, @Nullable String text, Problems problems, Duration standard) {
    return "0".equals(text)
        ? Duration.ZERO
        : Quantity.read(option, text, new DurationShape(), problems).orElse(standard);
  }
}
