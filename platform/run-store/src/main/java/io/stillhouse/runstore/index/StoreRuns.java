package io.stillhouse.runstore.index;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.run.RunId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds where runs lie in a store. */
final class StoreRuns {

  private StoreRuns() {}

  /** The folder of every run, newest first; not all of them need to be runs. */
  static List<RunLayout> layouts(ArtifactStore store) {
    List<RunLayout> layouts = new ArrayList<>();
    for (String pipeline : store.children("")) {
      if (isPipeline(pipeline)) {
        for (String run : store.children(pipeline)) {
          if (RunId.isValid(run)) {
            layouts.add(new RunLayout(pipeline, run));
          }
        }
      }
    }
    layouts.sort(
        Comparator.comparing(RunLayout::runId).reversed().thenComparing(RunLayout::pipeline));
    return layouts;
  }

  private static boolean isPipeline(String folder) {
    try {
      new RunLayout(folder, "any");
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
