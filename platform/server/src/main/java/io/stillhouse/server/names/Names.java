package io.stillhouse.server.names;

import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.release.promotion.Alias;
import io.stillhouse.server.errors.ApiException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads names of resources. Every part is checked before it becomes part of a key in the store, so
 * no name leads anywhere else.
 */
public final class Names {
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern PIPELINE = Pattern.compile("pipelines/(" + LABEL + ")");
  private static final Pattern ALL_OR_ONE = Pattern.compile("pipelines/(-|" + LABEL + ")");
  private static final Pattern RUN =
      Pattern.compile("pipelines/(" + LABEL + ")/runs/(" + LABEL + ")");
  private static final Pattern ATTEMPT =
      Pattern.compile(RUN.pattern() + "/steps/(" + LABEL + ")/attempts/([1-9][0-9]{0,8})");
  private static final Pattern ARTIFACT =
      Pattern.compile(ATTEMPT.pattern() + "/artifacts/([a-z][a-zA-Z0-9]{0,62})");
  private static final Pattern VERSION =
      Pattern.compile("pipelines/(" + LABEL + ")/versions/(latest|[1-9][0-9]{0,8})");

  private static final Pattern EXPERIMENT = Pattern.compile("experiments/(-|" + LABEL + ")");
  private static final Pattern ALIAS =
      Pattern.compile("experiments/(" + LABEL + ")/aliases/(" + LABEL + ")");

  private Names() {}

  /** The pipeline of {@code pipelines/P}. */
  public static String pipeline(String field, String name) {
    return match(PIPELINE, field, name, "pipelines/{pipeline}").group(1);
  }

  /** The pipeline of {@code pipelines/P}; empty for {@code pipelines/-}. */
  public static String pipelineOrAll(String field, String name) {
    String pipeline =
        match(ALL_OR_ONE, field, name, "pipelines/{pipeline} or pipelines/-").group(1);
    return pipeline.equals("-") ? "" : pipeline;
  }

  /** The run of {@code pipelines/P/runs/R}. */
  public static RunLayout run(String field, String name) {
    Matcher matcher = match(RUN, field, name, "pipelines/{pipeline}/runs/{run}");
    return new RunLayout(matcher.group(1), matcher.group(2));
  }

  /** The attempt of {@code pipelines/P/runs/R/steps/S/attempts/N}. */
  public static AttemptName attempt(String field, String name) {
    return attempt(
        match(
            ATTEMPT,
            field,
            name,
            "pipelines/{pipeline}/runs/{run}/steps/{step}/attempts/{attempt}"));
  }

  /** The artifact of {@code pipelines/P/runs/R/steps/S/attempts/N/artifacts/O}. */
  public static ArtifactName artifact(String field, String name) {
    Matcher matcher =
        match(
            ARTIFACT,
            field,
            name,
            "pipelines/{pipeline}/runs/{run}/steps/{step}/attempts/{attempt}/artifacts/{output}");
    return new ArtifactName(attempt(matcher), matcher.group(5));
  }

  /** The version of {@code pipelines/P/versions/V}; 0 for {@code latest}. */
  public static VersionName version(String field, String name) {
    Matcher matcher = match(VERSION, field, name, "pipelines/{pipeline}/versions/{version}");
    return new VersionName(
        matcher.group(1),
        matcher.group(2).equals("latest") ? 0 : Integer.parseInt(matcher.group(2)));
  }

  /** The experiment of {@code experiments/E}; empty for {@code experiments/-}. */
  public static String experimentOrAll(String field, String name) {
    String experiment =
        match(EXPERIMENT, field, name, "experiments/{experiment} or experiments/-").group(1);
    return experiment.equals("-") ? "" : experiment;
  }

  /** The alias of {@code experiments/E/aliases/A}. */
  public static Alias alias(String field, String name) {
    Matcher matcher = match(ALIAS, field, name, "experiments/{experiment}/aliases/{alias}");
    return new Alias(matcher.group(1), matcher.group(2));
  }

  private static AttemptName attempt(Matcher matcher) {
    return new AttemptName(
        new RunLayout(matcher.group(1), matcher.group(2)),
        matcher.group(3),
        Integer.parseInt(matcher.group(4)));
  }

  private static Matcher match(Pattern pattern, String field, String name, String form) {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.matches()) {
      throw ApiException.invalid(field, "'" + shown(name) + "' is not a name like " + form);
    }
    return matcher;
  }

  private static String shown(String name) {
    return name.length() <= 200 ? name : name.substring(0, 200) + "...";
  }

  /**
   * An attempt of a step.
   *
   * @param run the run
   * @param step the step's name within it
   * @param number counted from 1
   */
  public record AttemptName(RunLayout run, String step, int number) {
    /** Where the attempt's objects lie. */
    public AttemptLayout layout() {
      return run.attempt(step, number);
    }

    /** The name of the step. */
    public String stepName() {
      return run.name() + "/steps/" + step;
    }

    @Override
    public String toString() {
      return stepName() + "/attempts/" + number;
    }
  }

  /**
   * An artifact.
   *
   * @param attempt the attempt that made it
   * @param output the output that it is
   */
  public record ArtifactName(AttemptName attempt, String output) {
    /** The folder in the store. */
    public String path() {
      return attempt.layout().output(output);
    }

    /** The artifact that lies in a folder of the store. */
    public static ArtifactName ofPath(String path) {
      String[] parts = path.split("/", -1);
      if (parts.length != 5) {
        throw new IllegalArgumentException(
            "'" + path + "' is not {pipeline}/{run}/{step}/{attempt}/{output}");
      }
      return new ArtifactName(
          new AttemptName(new RunLayout(parts[0], parts[1]), parts[2], Integer.parseInt(parts[3])),
          parts[4]);
    }

    @Override
    public String toString() {
      return attempt + "/artifacts/" + output;
    }
  }

  /**
   * A version of a definition.
   *
   * @param pipeline the pipeline
   * @param number counted from 1; 0 for the newest
   */
  public record VersionName(String pipeline, int number) {
    @Override
    public String toString() {
      return "pipelines/" + pipeline + "/versions/" + number;
    }
  }
}
