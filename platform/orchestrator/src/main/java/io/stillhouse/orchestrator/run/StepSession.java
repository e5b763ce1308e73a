package io.stillhouse.orchestrator.run;

import io.stillhouse.model.component.ShardRunner;
import io.stillhouse.model.plan.PlannedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The Flink session on which steps may do their work on many shards. */
public final class StepSession {
  private static final String MASTER = "master";
  private static final String STEP_MASTER = "stepMaster";
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+]):[0-9]{1,5}");

  private final Map<String, String> settings;

  private StepSession(Map<String, String> settings) {
    this.settings = settings;
  }

  /** The session of a run. */
  public static StepSession of(RunBackend backend) {
    return new StepSession(backend.sessionSettings());
  }

  /** Its REST endpoint as steps see it, {@code host:port}; empty if there is no session. */
  public Optional<String> address() {
    return Optional.ofNullable(settings.get(setting()));
  }

  /** Why these steps cannot do their work where they want to. */
  public List<String> problems(List<PlannedStep> steps) {
    List<String> problems = new ArrayList<>();
    for (PlannedStep step : steps) {
      if (step.dataParallel().runner() == ShardRunner.FLINK) {
        if (address().isEmpty()) {
          problems.add(
              "step "
                  + step.name()
                  + " asks for a Flink session (dataParallel), and none is named: add --set"
                  + " flink.master=HOST:PORT, or flink: {master: \"HOST:PORT\"} to the context");
        } else if (!ADDRESS.matcher(address().get()).matches()) {
          return List.of(
              "flink."
                  + setting()
                  + " is '"
                  + address().get()
                  + "', it must be host:port of the JobManager's REST endpoint, such as"
                  + " localhost:8081");
        }
      }
    }
    return problems;
  }

  private String setting() {
    return settings.containsKey(STEP_MASTER) ? STEP_MASTER : MASTER;
  }
}
