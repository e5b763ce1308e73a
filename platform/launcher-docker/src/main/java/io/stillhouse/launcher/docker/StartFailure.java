package io.stillhouse.launcher.docker;

import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.model.run.ErrorClass;

/** What it means when the engine refuses to make or start a container. */
final class StartFailure {
  private StartFailure() {}

  /** The engine's refusal as an error of the attempt. */
  static LaunchException of(LaunchRequest request, Throwable refusal) {
    String words = EngineFailure.words(refusal);
    if (words.contains("could not select device driver")) {
      return new LaunchException(
          ErrorClass.UNSCHEDULABLE,
          "the step asks for "
              + request.resources().gpus()
              + " GPUs, and the Docker engine has no GPU runtime; install the NVIDIA driver and the"
              + " NVIDIA Container Toolkit (nvidia-ctk runtime configure --runtime=docker) on its"
              + " machine and restart it",
          refusal);
    }
    if (words.contains("docker-init")) {
      return new LaunchException(
          ErrorClass.INFRASTRUCTURE,
          "the Docker engine lacks its init process; install it on its machine (package tini, or"
              + " docker-init of docker-ce): "
              + words,
          refusal);
    }
    if (words.contains("bind source path does not exist")) {
      return new LaunchException(
          ErrorClass.INVALID_INPUT,
          "the engine's machine does not have what the step reads ("
              + words
              + "); an engine on another machine needs a store that both reach: --store gs://...",
          refusal);
    }
    if (words.startsWith("network ") && words.endsWith("not found")) {
      return new LaunchException(
          ErrorClass.INVALID_INPUT,
          words + "; correct the setting docker.network, or create it (docker network create)",
          refusal);
    }
    return new LaunchException(
        ErrorClass.INFRASTRUCTURE,
        "the Docker engine did not start attempt " + request.attempt() + ": " + words,
        refusal);
  }
}
