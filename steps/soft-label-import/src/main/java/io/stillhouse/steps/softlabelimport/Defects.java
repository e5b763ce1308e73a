package io.stillhouse.steps.softlabelimport;

import io.stillhouse.step.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a file, so that a user hears of all of it at once. */
final class Defects {
  private static final int SHOWN = 30;

  private final String file;
  private final List<String> found = new ArrayList<>();

  Defects(String file) {
    this.file = file;
  }

  /** Something that is wrong with the file as a whole. */
  void add(String problem) {
    found.add(problem);
  }

  /** Something that is wrong with one line or row. */
  void add(Place place, String problem) {
    found.add(place + ": " + problem);
  }

  boolean none() {
    return found.isEmpty();
  }

  /**
   * Ends here when anything is wrong.
   *
   * @throws InvalidInputException listing it
   */
  void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    StringBuilder message = new StringBuilder();
    message
        .append(file)
        .append(" cannot be used as predictions; ")
        .append(found.size())
        .append(found.size() == 1 ? " defect:" : " defects:");
    found.stream().limit(SHOWN).forEach(defect -> message.append("\n  ").append(defect));
    if (found.size() > SHOWN) {
      message.append("\n  and ").append(found.size() - SHOWN).append(" more");
    }
    throw new InvalidInputException(message.toString());
  }
}
