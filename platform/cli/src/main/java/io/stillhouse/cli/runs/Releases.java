package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.release.promotion.Actor;
import io.stillhouse.release.promotion.Alias;
import io.stillhouse.release.promotion.NothingToRestoreException;
import io.stillhouse.release.promotion.PromotionConflictException;
import io.stillhouse.release.promotion.Promotions;
import io.stillhouse.release.promotion.Promotions.Decision;
import io.stillhouse.v1.State;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives aliases to runs and takes them back, for a user. */
public final class Releases {
  private final CliEnvironment environment;
  private final ArtifactStore store;
  private final Promotions promotions;

  public Releases(CliEnvironment environment, ArtifactStore store) {
    this.environment = environment;
    this.store = store;
    this.promotions = new Promotions(store);
  }

  /**
   * Gives a run an alias within its experiment.
   *
   * @throws CliException if the run did not succeed
   */
  public void promote(StoredRun run, String name, String note) {
    if (run.state() != State.SUCCEEDED) {
      throw new CliException(
          CliExit.INVALID,
          "The run "
              + run.displayName()
              + " is "
              + run.stateInAWord()
              + ": only one that succeeded can be promoted.");
    }
    Alias alias = alias(run.run().getExperiment(), name);
    Optional<Promotions.Numbered> before = promotions.current(alias);
    decided(() -> promotions.promote(alias, run.layout(), decision(note)));
    environment
        .out()
        .println(
            run.displayName()
                + " is "
                + alias
                + before
                    .map(earlier -> "; before it was " + StoredRun.displayName(earlier.run()))
                    .orElse("")
                + ".");
  }

  /** Gives an alias back to the run that bore it before. */
  public void rollBack(String reference, String note) {
    Alias alias = alias(reference);
    Promotions.Numbered restored = decided(() -> promotions.rollBack(alias, decision(note)));
    environment.out().println(StoredRun.displayName(restored.run()) + " is " + alias + " again.");
    if (new StoredRuns(store).read(restored.run()).isEmpty()) {
      environment.err().println("Its folder is gone: there are no files to go back to.");
    }
  }

  /**
   * Reads {@code EXPERIMENT@ALIAS}.
   *
   * @throws CliException if it is none
   */
  public static Alias alias(String reference) {
    int at = reference.indexOf('@');
    if (at < 0) {
      throw new CliException(
          CliExit.INVALID,
          "'" + reference + "' is no EXPERIMENT@ALIAS, such as digits@champion.",
          "stillhouse promotions lists those that there are.");
    }
    return alias(reference.substring(0, at), reference.substring(at + 1));
  }

  private static Alias alias(String experiment, String name) {
    try {
      return new Alias(experiment, name);
    } catch (IllegalArgumentException e) {
      throw new CliException(CliExit.INVALID, String.valueOf(e.getMessage()));
    }
  }

  private static Promotions.Numbered decided(Supplier<Promotions.Numbered> decision) {
    try {
      return decision.get();
    } catch (PromotionConflictException | NothingToRestoreException e) {
      throw new CliException(CliExit.FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  private Decision decision(String note) {
    return new Decision(Actor.of(environment.variables()), note, environment.clock().instant());
  }
}
