package io.stillhouse.model.problem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects every problem of a text. Beyond {@value #MAXIMUM} problems it only counts, so that a
 * hostile text cannot fill the memory or the screen.
 */
public final class Problems {
  /** The most problems that are kept. */
  public static final int MAXIMUM = 200;

  private final Set<Problem> errors = new LinkedHashSet<>();
  private final Set<Problem> warnings = new LinkedHashSet<>();
  private int dropped;

  /** Adds an error. */
  public void error(Place place, String message) {
    add(new Problem(Severity.ERROR, place.location(), place.path(), message, null));
  }

  /** Adds an error about an unknown word, with the candidate that was probably meant. */
  public void unknown(Place place, String message, String word, Collection<String> candidates) {
    // Beyond the bound nobody reads it, and to look for it takes long.
    String suggestion =
        errors.size() < MAXIMUM ? Suggestion.closest(word, candidates).orElse(null) : null;
    String known =
        suggestion != null || candidates.isEmpty() || candidates.size() > 12
            ? ""
            : " (there is " + String.join(", ", candidates) + ")";
    add(new Problem(Severity.ERROR, place.location(), place.path(), message + known, suggestion));
  }

  /** Adds a warning. */
  public void warning(Place place, String message) {
    add(new Problem(Severity.WARNING, place.location(), place.path(), message, null));
  }

  /** Adds a problem, unless the very same one is there. */
  public void add(Problem problem) {
    Set<Problem> kept = problem.severity() == Severity.ERROR ? errors : warnings;
    if (kept.size() < MAXIMUM) {
      kept.add(problem);
    } else if (!kept.contains(problem)) {
      dropped++;
    }
  }

  /** Adds problems. */
  public void addAll(Collection<Problem> more) {
    more.forEach(this::add);
  }

  /** Whether there is an error among the problems. */
  public boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** The problems in the order of the text. Where they are too many, errors go before warnings. */
  public List<Problem> sorted() {
    List<Problem> list = new ArrayList<>(errors);
    warnings.stream().limit(MAXIMUM - errors.size()).forEach(list::add);
    int notShown = dropped + errors.size() + warnings.size() - list.size();
    list.sort(
        Comparator.comparing((Problem problem) -> problem.location().file())
            .thenComparingInt(problem -> problem.location().line())
            .thenComparingInt(problem -> problem.location().column()));
    if (notShown > 0) {
      SourceLocation last = list.get(list.size() - 1).location();
      list.add(
          new Problem(
              hasErrors() ? Severity.ERROR : Severity.WARNING,
              SourceLocation.whole(last.file()),
              "",
              "and " + notShown + " more problems that are not shown",
              null));
    }
    return list;
  }
}
