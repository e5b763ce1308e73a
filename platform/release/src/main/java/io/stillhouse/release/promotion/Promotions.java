package io.stillhouse.release.promotion;

import com.google.protobuf.Timestamp;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.v1.Promotion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which run of an experiment bears an alias. Promotions are numbered objects, each created if
 * absent and never changed: of two people who promote at once one is told that the other was first,
 * and nothing of the past is lost.
 */
public final class Promotions {
  private static final Pattern NUMBERED = Pattern.compile(".*/([0-9]{8})\\.json");

  private final ArtifactStore store;

  public Promotions(ArtifactStore store) {
    this.store = store;
  }

  /**
   * Who decides, why and when.
   *
   * @param actor who, for a person
   * @param note why; may be empty
   * @param time when, by the clock of whoever decides
   */
  public record Decision(String actor, String note, Instant time) {}

  /**
   * One promotion of an alias's history.
   *
   * @param number counted from 1
   * @param promotion what was decided
   */
  public record Numbered(long number, Promotion promotion) {
    /** Where the promoted run lies. */
    public RunLayout run() {
      return RunLayout.ofName(promotion.getRun());
    }
  }

  /** The promotions of an alias, oldest first; the last one counts. */
  public List<Numbered> history(Alias alias) {
    List<Numbered> history = new ArrayList<>();
    store.list(alias.folder()).forEach(object -> read(object.key()).ifPresent(history::add));
    return history;
  }

  /** The promotion that counts. */
  public Optional<Numbered> current(Alias alias) {
    List<Numbered> history = history(alias);
    return history.isEmpty() ? Optional.empty() : Optional.of(history.get(history.size() - 1));
  }

  /**
   * Gives a run an alias.
   *
   * @throws PromotionConflictException if somebody else promoted a run meanwhile
   */
  public Numbered promote(Alias alias, RunLayout run, Decision decision) {
    return append(alias, current(alias), promotion(run, decision).build());
  }

  /**
   * Gives a run an alias, if a certain promotion still counts.
   *
   * @param expected the number of that promotion; 0: none yet
   * @throws PromotionConflictException if another one does
   */
  public Numbered promoteAfter(long expected, Alias alias, RunLayout run, Decision decision) {
    Optional<Numbered> last = current(alias);
    require(expected, alias, last);
    return append(alias, last, promotion(run, decision).build());
  }

  /**
   * Gives the alias back as {@link #rollBack} does, if a certain promotion still counts.
   *
   * @param expected the number of that promotion
   * @throws NothingToRestoreException if no other run bore it before
   * @throws PromotionConflictException if another promotion counts
   */
  public Numbered rollBackAfter(long expected, Alias alias, Decision decision) {
    List<Numbered> history = history(alias);
    require(
        expected,
        alias,
        history.isEmpty() ? Optional.empty() : Optional.of(history.get(history.size() - 1)));
    return rollBack(alias, history, decision);
  }

  private static void require(long expected, Alias alias, Optional<Numbered> last) {
    long number = last.map(Numbered::number).orElse(0L);
    if (number != expected) {
      throw new PromotionConflictException(
          last.map(found -> found.promotion().getActor() + " promoted " + found.run().name())
                  .orElse("nobody promoted a run yet")
              + " to "
              + alias
              + " meanwhile; look, then try again");
    }
  }

  /**
   * Gives the alias back to the run that bore it before the present one. Going back twice goes back
   * two runs.
   *
   * @throws NothingToRestoreException if no other run bore it before
   * @throws PromotionConflictException if somebody else promoted a run meanwhile
   */
  public Numbered rollBack(Alias alias, Decision decision) {
    return rollBack(alias, history(alias), decision);
  }

  private Numbered rollBack(Alias alias, List<Numbered> history, Decision decision) {
    if (history.isEmpty()) {
      throw new NothingToRestoreException(
          "no run of " + alias.experiment() + " is its " + alias.name());
    }
    Numbered target =
        before(history)
            .orElseThrow(
                () -> new NothingToRestoreException("no other run was " + alias + " before"));
    Promotion promotion = promotion(target.run(), decision).setRestores(target.number()).build();
    return append(alias, Optional.of(history.get(history.size() - 1)), promotion);
  }

  /** The aliases that runs of any experiment bear. */
  public Set<Alias> aliases() {
    Set<Alias> aliases = new TreeSet<>();
    for (String experiment : store.children(Alias.FOLDER)) {
      aliases.addAll(aliases(experiment));
    }
    return aliases;
  }

  /** The aliases that runs of an experiment bear. */
  public Set<Alias> aliases(String experiment) {
    Set<Alias> aliases = new TreeSet<>();
    for (String name : store.children(Alias.FOLDER + "/" + experiment)) {
      aliases.add(new Alias(experiment, name));
    }
    return aliases;
  }

  /** The runs that must be kept: those that bear an alias, and those that bore it before. */
  public Set<RunLayout> keptRuns() {
    Set<RunLayout> kept = new LinkedHashSet<>();
    for (Alias alias : aliases()) {
      List<Numbered> history = history(alias);
      if (!history.isEmpty()) {
        kept.add(history.get(history.size() - 1).run());
        before(history).ifPresent(earlier -> kept.add(earlier.run()));
      }
    }
    return kept;
  }

  /** The promotion that a rollback would restore; empty when no other run bore the alias before. */
  public static Optional<Numbered> previous(List<Numbered> history) {
    return history.isEmpty() ? Optional.empty() : before(history);
  }

  /** The promotion that a rollback restores: the last one before the present of another run. */
  private static Optional<Numbered> before(List<Numbered> history) {
    Numbered present = effective(history, history.size());
    Numbered earlier = present;
    while (earlier.number() > 1) {
      earlier = effective(history, earlier.number() - 1);
      if (!earlier.run().equals(present.run())) {
        return Optional.of(earlier);
      }
    }
    return Optional.empty();
  }

  /**
   * The promotion that counted once so many had been made: a rollback makes an earlier one count.
   */
  private static Numbered effective(List<Numbered> history, long number) {
    Numbered made = history.get(Math.toIntExact(number) - 1);
    long restores = made.promotion().getRestores();
    return restores == 0 ? made : history.get(Math.toIntExact(restores) - 1);
  }

  private static Promotion.Builder promotion(RunLayout run, Decision decision) {
    Instant time = decision.time();
    return Promotion.newBuilder()
        .setRun(run.name())
        .setTime(Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()))
        .setActor(decision.actor())
        .setNote(decision.note());
  }

  private Numbered append(Alias alias, Optional<Numbered> last, Promotion promotion) {
    long number = last.map(Numbered::number).orElse(0L) + 1;
    String key = alias.folder() + "/" + String.format(Locale.ROOT, "%08d", number) + ".json";
    if (!store.create(key, ProtoJson.write(promotion))) {
      throw new PromotionConflictException(
          "somebody else promoted a run to "
              + alias
              + " in this very moment; look, then try again");
    }
    return new Numbered(number, promotion);
  }

  private Optional<Numbered> read(String key) {
    Matcher matcher = NUMBERED.matcher(key);
    return matcher.matches()
        ? ProtoJson.read(store, key, Promotion.getDefaultInstance())
            .map(promotion -> new Numbered(Long.parseLong(matcher.group(1)), promotion))
        : Optional.empty();
  }
}
