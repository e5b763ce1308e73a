package io.stillhouse.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TorchEngineTest {

  @Test
  void theNumberOfThreadsCanBeSetAgainAndAgain() {
    int before = TorchEngine.start(1).threads();
    assertThat(before).isEqualTo(1);
    assertThat(TorchEngine.start(2).threads()).isEqualTo(2);
  }

  @Test
  void noThreadsAreRefused() {
    assertThatThrownBy(() -> TorchEngine.start(0))
        .hasMessage("the engine needs at least 1 thread, not 0");
  }

  @Test
  void recordingIsRestoredAsItWas() {
    TorchEngine.start(2);
    boolean before = JniUtils.isGradMode();
    try {
      JniUtils.setGradMode(true);
      try (GradientRecording outer = GradientRecording.off()) {
        assertThat(JniUtils.isGradMode()).isFalse();
        GradientRecording.off().close();
        assertThat(JniUtils.isGradMode()).isFalse();
      }
      assertThat(JniUtils.isGradMode()).isTrue();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void glibcTakesTheSettingsOfTheHeap() {
    assertThat(GlibcHeap.keepFreedMemory()).isTrue();
  }
}
