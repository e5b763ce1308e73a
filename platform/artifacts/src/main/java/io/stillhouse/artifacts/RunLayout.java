package io.stillhouse.artifacts;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of one run's objects: what {@code docs/contracts.md} says under "The store".
 *
 * @param pipeline the pipeline's name, a DNS label
 * @param runId the run's id, a DNS label
 */
public record RunLayout(String pipeline, String runId) {

  /** The folder of cache entries, beside those of the pipelines. */
  public static final String CACHE = "_cache";

  /** The folder of pins, beside those of the pipelines. */
  public static final String PINS = "_pins";

  /** The folder of claims to compute what the cache lacks, beside those of the pipelines. */
  public static final String CLAIMS = "_claims";

  /** The folder of sweeps, beside those of the pipelines. */
  public static final String SWEEPS = "_sweeps";

  /** The folder of jars that workers on sessions load, beside those of the pipelines. */
  public static final String PROGRAMS = "_programs";

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern RUN_NAME = Pattern.compile("pipelines/([^/]+)/runs/([^/]+)");
  private static final Pattern CACHE_KEY = Pattern.compile("[0-9a-f]{64}");

  public RunLayout {
    checkDnsLabel("pipeline", pipeline);
    checkDnsLabel("run", runId);
  }

  /** The layout of the run with a name like {@code pipelines/{pipeline}/runs/{run}}. */
  public static RunLayout ofName(String name) {
    Matcher matcher = RUN_NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is not the name of a run: pipelines/{pipeline}/runs/{run}");
    }
    return new RunLayout(matcher.group(1), matcher.group(2));
  }

  /** The key of the cache entry for a cache key of 64 hexadecimal digits. */
  public static String cacheEntry(String cacheKey) {
    return CACHE + "/" + sharded(cacheKey) + ".json";
  }

  /** The folder of the claims to compute what a cache key stands for. */
  public static String claims(String cacheKey) {
    return CLAIMS + "/" + sharded(cacheKey);
  }

  private static String sharded(String cacheKey) {
    if (!CACHE_KEY.matcher(cacheKey).matches()) {
      throw new IllegalArgumentException(
          "'" + cacheKey + "' is not a cache key: 64 lower-case hexadecimal digits");
    }
    return cacheKey.substring(0, 2) + "/" + cacheKey;
  }

  /** The key of a sweep's {@code Sweep}. */
  public static String sweepRecord(String sweep) {
    return SWEEPS + "/" + checkDnsLabel("sweep", sweep) + "/sweep.json";
  }

  /** Exists once somebody asked to cancel a sweep. */
  public static String sweepCancelRequest(String sweep) {
    return SWEEPS + "/" + checkDnsLabel("sweep", sweep) + "/cancel";
  }

  /** The run's name, {@code pipelines/{pipeline}/runs/{run}}. */
  public String name() {
    return "pipelines/" + pipeline + "/runs/" + runId;
  }

  /** The run's folder. */
  public String folder() {
    return pipeline + "/" + runId;
  }

  /** The {@code Run}, created once. */
  public String runRecord() {
    return folder() + "/run.json";
  }

  /** The definition's YAML text. */
  public String definition() {
    return folder() + "/definition.yaml";
  }

  /** Exists once somebody asked to cancel the run. */
  public String cancelRequest() {
    return folder() + "/cancel";
  }

  /** Names the submission to a Flink session that counts. */
  public String submission() {
    return folder() + "/_submission";
  }

  /** The {@code RunOutcome}. */
  public String outcome() {
    return folder() + "/outcome.json";
  }

  /** The last {@code GateReport}. */
  public String gateReport() {
    return folder() + "/gates.json";
  }

  /** Exists as long as gc must keep the run. */
  public String pin() {
    return PINS + "/" + folder();
  }

  /** A step's folder. */
  public String step(String step) {
    return folder() + "/" + checkDnsLabel("step", step);
  }

  /** A step's {@code StepOutcome}. */
  public String stepOutcome(String step) {
    return step(step) + "/outcome.json";
  }

  /** The folder of a step's checkpoints. */
  public String checkpoints(String step) {
    return step(step) + "/checkpoints";
  }

  /** The keys of one attempt, counted from 1. */
  public AttemptLayout attempt(String step, int attempt) {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempts are counted from 1, not " + attempt);
    }
    return new AttemptLayout(step(step) + "/" + String.format(Locale.ROOT, "%d", attempt));
  }

  private static String checkDnsLabel(String what, String name) {
    if (!DNS_LABEL.matcher(name).matches()) {
      throw new IllegalArgumentException(
          what
              + " '"
              + name
              + "' is not a DNS label: 1 to 63 of a-z, 0-9 and '-', not beginning or ending with '-'");
    }
    return name;
  }
}
