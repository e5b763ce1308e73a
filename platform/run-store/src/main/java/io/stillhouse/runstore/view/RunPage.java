package io.stillhouse.runstore.view;

import java.util.List;

/**
 * A page of a list of runs.
 *
 * @param runs the runs in order
 * @param nextPageToken what gives the next page; empty after the last
 * @param notices what the asker may want to know, in sentences: that no run has a metric of the
 *     filter, and which name was probably meant
 */
public record RunPage(List<RunSummary> runs, String nextPageToken, List<String> notices) {

  /** Copies the lists. */
  public RunPage {
    runs = List.copyOf(runs);
    notices = List.copyOf(notices);
  }
}
