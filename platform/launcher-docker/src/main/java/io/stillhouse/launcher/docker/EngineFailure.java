package io.stillhouse.launcher.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;

/** What the engine's errors mean. */
final class EngineFailure {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EngineFailure() {}

  /** Whether there was no answer at all: nobody knows whether the engine did what was asked. */
  static boolean isSilence(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DockerException) {
        return false;
      }
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  /** The engine's own words, without what surrounds them. */
  static String words(Throwable failure) {
    if (failure instanceof CompletionException && failure.getCause() != null) {
      return words(failure.getCause());
    }
    String message = String.valueOf(failure.getMessage());
    int json = message.indexOf('{');
    if (failure instanceof DockerException && json >= 0) {
      try {
        return JSON.readTree(message.substring(json)).path("message").asText(message).strip();
      } catch (JsonProcessingException notJson) {
        return message;
      }
    }
    return message;
  }

  /** Why an engine cannot be reached, and what to do about it. */
  static String unreachable(EngineAddress address, Throwable failure) {
    String problem = "the Docker engine at " + address + " cannot be reached: ";
    if (!isSilence(failure)) {
      return problem + words(failure);
    }
    if ("unix".equals(address.uri().getScheme())) {
      Path socket = Path.of(address.uri().getPath());
      if (Files.notExists(socket)) {
        return problem
            + "there is no "
            + socket
            + "; start it (sudo systemctl start docker), or name another one in DOCKER_HOST or"
            + " the setting docker.host";
      }
      if (!Files.isWritable(socket)) {
        return problem
            + "user "
            + System.getProperty("user.name")
            + " may not use it; join its group (sudo usermod -aG docker "
            + System.getProperty("user.name")
            + ") and log in again, or use a rootless engine";
      }
    }
    return problem + root(failure).getMessage() + "; is it running?";
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
