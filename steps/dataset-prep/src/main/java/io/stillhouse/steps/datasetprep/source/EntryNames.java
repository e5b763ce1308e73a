package io.stillhouse.steps.datasetprep.source;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Decides which names of archive entries are acceptable, and which are not worth reading. */
final class EntryNames {
  private EntryNames() {}

  /** What is wrong with a name that would lie outside the folder it is unpacked to. */
  static Optional<String> problem(String name) {
    List<String> parts = Arrays.asList(name.split("/", -1));
    if (name.startsWith("/")
        || name.contains("\\")
        || name.indexOf('\0') >= 0
        || name.matches("[A-Za-z]:.*")
        || parts.contains("..")) {
      return Optional.of(
          "the path leaves the folder; remove the entry or pack the archive again from inside it");
    }
    if (parts.contains("") || parts.contains(".")) {
      return Optional.of("the path is not in its plain form; pack the archive again");
    }
    return Optional.empty();
  }

  /** Leftovers of file managers, which nobody means by a dataset. */
  static boolean ignored(String name) {
    return Arrays.stream(name.split("/", -1))
        .anyMatch(
            part -> (part.startsWith(".") && !part.matches("\\.{1,2}")) || part.equals("__MACOSX"));
  }
}
