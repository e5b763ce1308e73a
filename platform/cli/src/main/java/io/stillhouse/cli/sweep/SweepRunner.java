package io.stillhouse.cli.sweep;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.definition.ReadSweep;
import io.stillhouse.cli.sweep.SweepLine.Phase;
import io.stillhouse.cli.sweep.SweepLine.Picture;
import io.stillhouse.cli.text.Figures;
import io.stillhouse.cli.text.Json;
import io.stillhouse.cli.text.Style;
import io.stillhouse.orchestrator.RunController;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs a sweep before the eyes of a user, who may interrupt it. */
public final class SweepRunner {
  private static final int SHOWN_FAILURES = 5;

  private final CliEnvironment environment;
  private final ArtifactStore store;

  public SweepRunner(CliEnvironment environment, ArtifactStore store) {
    this.environment = environment;
    this.store = store;
  }

  /** What goes to standard output. */
  public enum Form {
    /** Progress and results for a person. */
    TEXT,
    /** The runs as JSON, once all have ended; progress goes to standard error. */
    JSON
  }

  /** Begins the sweep or goes on with it, and says with which exit code the command ends. */
  public CliExit run(ReadSweep read, SweepLaunch launch, Form form) throws InterruptedException {
    String name = launch.name().map(SweepName::checked).orElseGet(() -> SweepName.of(read.plan()));
    RunController controller =
        new RunController(store, environment.variables(), environment.clock(), launch.backend());
    SweepSession session = new SweepSession(environment, store, controller, read, launch, name);
    Sweeps sweeps = new Sweeps(store);
    sweeps.begin(name, read.plan(), environment.clock().instant());
    sweeps.forgetCancel(name);
    SweepDisplay.Stream stream =
        form == Form.JSON ? SweepDisplay.Stream.ERR : SweepDisplay.Stream.OUT;
    PrintWriter writer = form == Form.JSON ? environment.err() : environment.out();
    writer.println(
        "Sweep "
            + name
            + ": "
            + Figures.count(session.lines().size(), "run")
            + " of "
            + read.plan().definition().name()
            + (launch.parallel() > 1 ? ", " + launch.parallel() + " at a time" : ""));
    writer.flush();
    CliExit exit;
    try (SweepDisplay display =
        new SweepDisplay(
            name, session.lines(), environment.clock(), environment.terminal(), stream, writer)) {
      exit = session.run(sentence -> tell(sentence, display));
    }
    if (form == Form.JSON) {
      json(name, session.lines());
    } else {
      print(name, session.lines(), exit);
    }
    return exit;
  }

  private void tell(String sentence, SweepDisplay display) {
    if (display.isLive()) {
      display.notice(sentence);
    } else {
      environment.err().println(sentence);
      environment.err().flush();
    }
  }

  private void print(String name, List<SweepLine> lines, CliExit exit) {
    PrintWriter out = environment.out();
    Style style = environment.terminal().outStyle();
    Instant now = environment.clock().instant();
    List<Picture> pictures = lines.stream().map(line -> line.picture(now)).toList();
    out.println();
    List<Picture> failed = pictures.stream().filter(p -> p.phase() == Phase.FAILED).toList();
    for (Picture picture : failed.subList(0, Math.min(SHOWN_FAILURES, failed.size()))) {
      out.println(
          style.red(style.glyphs().failed() + " " + picture.words())
              + ": "
              + picture.progress()
              + "\n    stillhouse show "
              + picture.run());
    }
    if (failed.size() > SHOWN_FAILURES) {
      out.println("  and " + (failed.size() - SHOWN_FAILURES) + " more that failed");
    }
    out.println(SweepDisplay.summary(pictures) + shared(lines));
    if (exit != CliExit.OK) {
      out.println("  The same command goes on with what has not succeeded.");
    }
    out.println("  stillhouse sweep table " + name + " shows what came of it.");
    out.println("  stillhouse runs --label sweep=" + name + " lists the runs.");
    out.flush();
  }

  private static String shared(List<SweepLine> lines) {
    int steps = lines.stream().mapToInt(SweepLine::stepCount).sum();
    int cached = lines.stream().mapToInt(SweepLine::cachedSteps).sum();
    return cached == 0 ? "" : "; " + cached + " of " + steps + " steps were shared or cached";
  }

  private void json(String name, List<SweepLine> lines) {
    Instant now = environment.clock().instant();
    List<Map<String, Object>> runs = new ArrayList<>();
    for (SweepLine line : lines) {
      Picture picture = line.picture(now);
      Map<String, Object> run = new LinkedHashMap<>();
      run.put("point", picture.words());
      run.put("run", picture.run());
      run.put("state", picture.phase().name().toLowerCase(Locale.ROOT));
      run.put("note", picture.progress());
      runs.add(run);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sweep", name);
    json.put("runs", runs);
    Json.print(environment.out(), json);
  }
}
