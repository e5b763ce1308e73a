package io.stillhouse.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The parts of the system, and which others each may know. Dependencies point inwards. */
enum Layer {
  PROTOS("v1", Set.of()),
  MODEL("model", Set.of()),
  LOGGING("logging", Set.of("model")),
  ARTIFACTS("artifacts", Set.of("v1", "model")),
  STEP_SDK("step", Set.of("v1", "model", "artifacts")),
  FLINK_CLIENT("flinkclient", Set.of()),
  STEP_BEAM("stepbeam", Set.of("v1", "model", "artifacts", "step", "flinkclient")),
  RUN_STORE("runstore", Set.of("v1", "model", "artifacts")),
  LAUNCH("launch", Set.of("model", "artifacts")),
  LAUNCHERS("launcher", Set.of("model", "artifacts", "launch")),
  RELEASE("release", Set.of("v1", "model", "artifacts")),
  SWEEP("sweep", Set.of()),
  ORCHESTRATOR("orchestrator", Set.of("v1", "model", "artifacts", "launch", "release")),
  RUNNER("runner", Set.of("v1", "model", "artifacts", "launch", "flinkclient", "orchestrator")),
  TRACING("tracing", Set.of("v1", "model", "artifacts", "orchestrator")),
  CLI("cli", Set.of("v1", "model", "artifacts", "launch", "release", "sweep", "orchestrator")),
  SERVER(
      "server",
      Set.of(
          "v1",
          "model",
          "artifacts",
          "launch",
          "release",
          "sweep",
          "runstore",
          "orchestrator",
          "training",
          "cli")),
  IMAGES("images", Set.of("model", "orchestrator")),
  TRAINING("training", Set.of()),
  STEP_TRAINING("steptraining", Set.of("step", "training")),
  STEPS(
      "steps", Set.of("v1", "model", "artifacts", "step", "stepbeam", "steptraining", "training"));

  private final String folder;
  private final Set<String> mayKnow;

  Layer(String folder, Set<String> mayKnow) {
    this.folder = folder;
    this.mayKnow = mayKnow;
  }

  /** The pattern of the layer's packages under a root package. */
  String packages(String root) {
    return root + "." + folder + "..";
  }

  /** The patterns of the packages that the layer must not know. */
  List<String> forbiddenPackages(String root) {
    return Arrays.stream(values())
        .filter(other -> other != this && !mayKnow.contains(other.folder))
        .map(other -> other.packages(root))
        .toList();
  }

  String folder() {
    return folder;
  }
}
