package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.text.Figures;
import io.stillhouse.cli.text.Json;
import io.stillhouse.cli.text.Line;
import io.stillhouse.cli.text.Style;
import io.stillhouse.cli.text.Table;
import io.stillhouse.orchestrator.reading.StepView;
import io.stillhouse.orchestrator.records.Values;
import io.stillhouse.release.gate.GateCheck;
import io.stillhouse.v1.GateReport;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows everything about one run. */
public final class RunPage {
  private static final int LONGEST_NOTE = 100;

  private final CliEnvironment environment;
  private final ArtifactStore store;
  private final PrintWriter out;
  private final Style style;

  public RunPage(CliEnvironment environment, ArtifactStore store) {
    this.environment = environment;
    this.store = store;
    this.out = environment.out();
    this.style = environment.terminal().outStyle();
  }

  /** For a person. */
  public void print(StoredRun run) {
    heading(run);
    steps(run);
    metrics(run);
    gates(run)
        .ifPresent(
            report -> {
              GatePage.print(report, environment);
              out.println();
            });
    new Failures(new StorePaths(environment, store), style).lines(run).forEach(out::println);
    new Reports(store)
        .find(run, Reports.Form.HTML)
        .ifPresent(key -> out.println("report: " + new StorePaths(environment, store).of(key)));
  }

  /** For a program: the messages that are kept in the store, and the state. */
  public void json(StoredRun run) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("state", run.state().name());
    json.put("interrupted", run.view().isInterrupted());
    json.put("run", literal(ProtoJson.write(run.run())));
    run.outcome().ifPresent(outcome -> json.put("outcome", literal(ProtoJson.write(outcome))));
    json.put("steps", run.ended().stream().map(step -> literal(ProtoJson.write(step))).toList());
    json.put("metrics", run.metrics());
    gates(run).ifPresent(report -> json.put("gates", literal(ProtoJson.write(report))));
    Json.print(out, json);
  }

  private Optional<GateReport> gates(StoredRun run) {
    return GateCheck.lastReport(store, run.layout());
  }

  private static Json.Literal literal(byte[] json) {
    return new Json.Literal(new String(json, StandardCharsets.UTF_8));
  }

  private void heading(StoredRun run) {
    Instant now = environment.clock().instant();
    out.println(
        style.bold(run.displayName())
            + "  "
            + painted(run)
            + (run.outcome().isPresent() ? " in " : " for ")
            + Figures.duration(run.duration(now)));
    out.println(
        "  created    "
            + Figures.time(run.created(), environment.clock().getZone())
            + ", experiment "
            + run.run().getExperiment());
    if (!run.run().getRetryOf().isEmpty()) {
      out.println("  repeats    " + run.run().getRetryOf());
    }
    if (run.run().getLabelsCount() > 0) {
      out.println("  labels     " + text(run.run().getLabelsMap()));
    }
    Map<String, String> parameters = new TreeMap<>();
    run.run()
        .getParametersMap()
        .forEach((name, value) -> parameters.put(name, Values.fromProto(value).canonicalText()));
    if (!parameters.isEmpty()) {
      out.println("  parameters " + text(parameters));
    }
    out.println();
  }

  private static String text(Map<String, String> entries) {
    return new TreeMap<>(entries)
        .entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "));
  }

  private void steps(StoredRun run) {
    Table table = new Table("STEP", "STATE", "ATTEMPTS", "TOOK", "NOTE");
    for (StepView step : run.view().steps()) {
      table.row(
          step.step().getName(),
          step.state().name(),
          step.attempts().isEmpty() ? "-" : String.valueOf(step.attempts().size()),
          step.outcome().map(RunPage::took).orElse("-"),
          Line.clip(step.outcome().map(RunPage::note).orElse(""), LONGEST_NOTE, style.glyphs()));
    }
    table.print(out, style);
    out.println();
    if (run.view().isInterrupted()) {
      out.println(
          "No process is at work on this run: stillhouse resume "
              + run.displayName()
              + " goes on from what has succeeded.");
    }
  }

  private static String took(StepOutcome step) {
    if (step.getAttemptsCount() == 0) {
      return "-";
    }
    return Figures.duration(
        StoredRun.between(step.getAttempts(0).getStartTime(), step.getEndTime()));
  }

  private static String note(StepOutcome step) {
    if (step.getCached()) {
      return "cached: " + step.getReason();
    }
    return step.getState() == State.FAILED ? Failures.inShort(step) : step.getReason();
  }

  private void metrics(StoredRun run) {
    if (run.metrics().isEmpty()) {
      return;
    }
    Table table = new Table("STEP", "METRIC", "VALUE");
    run.metrics()
        .forEach(
            (step, metrics) ->
                metrics.forEach((name, value) -> table.row(step, name, Figures.metric(value))));
    table.print(out, style);
    out.println();
  }

  private String painted(StoredRun run) {
    String word = run.stateInAWord();
    return switch (run.state()) {
      case SUCCEEDED -> style.green(word);
      case FAILED -> style.red(word);
      case CANCELED, CANCELING -> style.yellow(word);
      case RUNNING, PENDING, SKIPPED, STATE_UNSPECIFIED, UNRECOGNIZED -> style.cyan(word);
    };
  }
}
