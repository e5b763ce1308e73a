package io.stillhouse.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class JobFailureTest {

  @Test
  void whatTheSessionSaysOfItselfIsFoundInTheStackTrace() {
    RuntimeException failure =
        new RuntimeException(
            "org.apache.beam.sdk.util.UserCodeException",
            new UnfitSessionException("steps that are processes need\na store on this machine"));

    assertThat(new JobFailure(stackTrace(failure)).unfit())
        .contains("steps that are processes need a store on this machine");
  }

  @Test
  void classesThatAreNotThoseOfThisStillhouseMakeASessionUnfit() {
    RuntimeException failure =
        new RuntimeException(
            "unable to deserialize", new ClassNotFoundException("io.stillhouse.runner.flink.Fn"));

    assertThat(new JobFailure(stackTrace(failure)).unfit().orElseThrow())
        .contains("ClassNotFoundException: io.stillhouse.runner.flink.Fn")
        .contains("same version");
  }

  @Test
  void anyOtherFailureIsToldByItsLastCause() {
    JobFailure failure =
        new JobFailure(
            stackTrace(
                new RuntimeException(
                    "Recovery is suppressed", new IllegalStateException("TaskManager is gone"))));

    assertThat(failure.unfit()).isEmpty();
    assertThat(failure.inShort()).isEqualTo("java.lang.IllegalStateException: TaskManager is gone");
    assertThat(new JobFailure("").inShort()).isEqualTo("it does not say why");
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
