package io.stillhouse.server.main;

import com.google.protobuf.Timestamp;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.server.TriggerWork;
import io.stillhouse.cli.text.Table;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.InvalidTextException;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.names.Names;
import io.stillhouse.server.pipelines.Definitions;
import io.stillhouse.server.pipelines.StoredPipelines;
import io.stillhouse.server.pipelines.Versions;
import io.stillhouse.server.trigger.Triggers;
import io.stillhouse.server.trigger.definition.TriggerDefinition;
import io.stillhouse.server.trigger.events.TriggerRecords;
import io.stillhouse.server.trigger.events.TriggerTexts;
import io.stillhouse.v1.State;
import io.stillhouse.v1.Trigger;
import io.stillhouse.v1.TriggerEvent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Triggers at the command line: in the store, where servers find them. */
final class TriggerCommandline implements TriggerWork {
  private static final int SHORT_ID = 12;
  private static final int SHOWN_TIMES = 3;

  private final CliEnvironment environment;
  private final Triggers triggers;

  TriggerCommandline(
      CliEnvironment environment, ArtifactStore store, List<Path> components, Path definitions) {
    this.environment = environment;
    StoredPipelines pipelines =
        new StoredPipelines(
            new Definitions(components, definitions, List.of(), store.root()),
            new Versions(store, environment.clock()),
            definitions);
    // Secrets are the server's: this process may be another user's, on another machine.
    this.triggers =
        new Triggers(
            new TriggerRecords(store),
            new TriggerTexts(),
            pipelines,
            Optional.empty(),
            environment.clock());
  }

  @Override
  public CliExit apply(List<SourceText> texts, Effect effect) {
    List<Problem> problems = new ArrayList<>();
    Map<SourceText, TriggerDefinition> read = new LinkedHashMap<>();
    for (SourceText text : texts) {
      Checked<TriggerDefinition> checked = triggers.check(text);
      problems.addAll(checked.errors());
      checked.value().ifPresent(definition -> read.put(text, definition));
    }
    if (!problems.isEmpty()) {
      throw new InvalidTextException(problems);
    }
    read.forEach(
        (text, definition) -> {
          Trigger trigger =
              effect == Effect.APPLY
                  ? triggers.apply(definition, text.content(), updater())
                  : triggers.preview(definition, text.content(), updater());
          environment
              .out()
              .println(text.name() + ": " + trigger.getName() + " starts " + trigger.getPipeline());
          if (!trigger.getHookPath().isEmpty()) {
            environment.out().println("  called at " + trigger.getHookPath());
          }
          trigger.getNextFireTimesList().stream()
              .limit(SHOWN_TIMES)
              .forEach(time -> environment.out().println("  next at " + seconds(time)));
        });
    return CliExit.OK;
  }

  @Override
  public CliExit list() {
    Table table = new Table("TRIGGER", "PIPELINE", "SCHEDULE", "NEXT", "HOOK", "STATE");
    for (Trigger trigger : triggers.list()) {
      table.row(
          TriggerRecords.id(trigger.getName()),
          TriggerRecords.id(trigger.getPipeline()),
          dash(trigger.getSchedule()),
          trigger.getNextFireTimesCount() == 0 ? "-" : seconds(trigger.getNextFireTimes(0)),
          dash(trigger.getHookPath()),
          trigger.getProblem().isEmpty()
              ? (trigger.getPaused() ? "paused" : "active")
              : trigger.getProblem());
    }
    table.print(environment.out(), environment.terminal().outStyle());
    return CliExit.OK;
  }

  @Override
  public CliExit events(String trigger) {
    Table table = new Table("TIME", "EVENT", "CAUSE", "STATE", "RUN", "WHY");
    for (TriggerEvent event : known(() -> triggers.events(checked(trigger)))) {
      table.row(
          seconds(event.getEventTime()),
          TriggerRecords.id(event.getName()).substring(0, SHORT_ID),
          event.getCause().name().toLowerCase(Locale.ROOT),
          state(event),
          event.getRun().isEmpty() ? "-" : run(event.getRun()),
          dash(event.getReason()));
    }
    table.print(environment.out(), environment.terminal().outStyle());
    return CliExit.OK;
  }

  private static String state(TriggerEvent event) {
    String state =
        event.getRunState() == State.STATE_UNSPECIFIED
            ? event.getState().name().replace("EVENT_", "")
            : event.getRunState().name();
    return state.toLowerCase(Locale.ROOT);
  }

  @Override
  public CliExit fire(String trigger, Map<String, String> parameters) {
    TriggerEvent event = known(() -> triggers.fire(checked(trigger), parameters, ""));
    environment
        .out()
        .println(
            event.getName()
                + " waits for a server of this store; stillhouse trigger events "
                + trigger
                + " tells what became of it.");
    return CliExit.OK;
  }

  @Override
  public CliExit delete(String trigger) {
    known(
        () -> {
          triggers.delete(checked(trigger));
          return trigger;
        });
    environment.out().println("triggers/" + trigger + " is deleted.");
    return CliExit.OK;
  }

  private static <T> T known(Supplier<T> work) {
    try {
      return work.get();
    } catch (ApiException e) {
      throw new CliException(
          CliExit.INVALID,
          String.valueOf(e.getMessage()),
          "stillhouse trigger list names the triggers.");
    }
  }

  /** A name, before it becomes part of a key. */
  private static String checked(String trigger) {
    if (!trigger.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
      throw new CliException(
          CliExit.INVALID,
          "'" + trigger + "' is no name of a trigger.",
          "stillhouse trigger list names the triggers.");
    }
    return trigger;
  }

  /** A run as other commands take it. */
  private static String run(String name) {
    RunLayout run = Names.run("run", name);
    return run.pipeline() + "/" + run.runId();
  }

  private static String seconds(Timestamp time) {
    return Times.fromProto(time).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String dash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static String updater() {
    String user = System.getProperty("user.name", "somebody");
    try {
      return user + " on " + InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return user;
    }
  }
}
