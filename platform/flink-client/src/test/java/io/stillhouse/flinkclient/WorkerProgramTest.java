package io.stillhouse.flinkclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.flinkclient.WorkerProgram.Jar;
import io.stillhouse.flinkclient.WorkerProgram.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerProgramTest {

  @Test
  void aProgramIsReadAsItWasWritten() {
    WorkerProgram program =
        new WorkerProgram(
            "io.example.Worker",
            List.of(
                new Jar("ab".repeat(32), "/opt/a folder/own.jar", Layer.PROGRAM),
                new Jar("cd".repeat(32), "_programs/" + "cd".repeat(32), Layer.NATIVE)));

    assertThat(WorkerProgram.of(program.text())).isEqualTo(program);
  }

  @Test
  void anotherVersionIsToldFromThisOne() {
    assertThatThrownBy(() -> WorkerProgram.of("stillhouse-worker 2\nio.example.Worker\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the step speaks to its workers as 'stillhouse-worker 2', this session as"
                + " 'stillhouse-worker 1': start the session with the step's version of"
                + " Stillhouse");
  }
}
