package io.stillhouse.launch;

import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.RunLayout;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an attempt, the same whenever it is launched.
 *
 * @param run the run
 * @param step the step's name within the run, a DNS label
 * @param number the attempt, counted from 1
 */
public record AttemptName(RunLayout run, String step, int number) {
  private static final Pattern FOLDER =
      Pattern.compile("([^/]+)/([^/]+)/([^/]+)/([1-9][0-9]{0,8})");

  /**
   * @throws IllegalArgumentException if a part is not allowed
   */
  public AttemptName {
    run.attempt(step, number);
  }

  /**
   * The attempt with that folder.
   *
   * @throws IllegalArgumentException if it is not {@code <pipeline>/<run>/<step>/<attempt>}
   */
  public static AttemptName ofFolder(String folder) {
    Matcher matcher = FOLDER.matcher(folder);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + folder + "' is not the folder of an attempt");
    }
    return new AttemptName(
        new RunLayout(matcher.group(1), matcher.group(2)),
        matcher.group(3),
        Integer.parseInt(matcher.group(4)));
  }

  /** Where the attempt's objects lie. */
  public AttemptLayout layout() {
    return run.attempt(step, number);
  }

  /** {@code <pipeline>/<run>/<step>/<attempt>}. */
  @Override
  public String toString() {
    return layout().folder();
  }
}
