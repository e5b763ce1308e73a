package io.stillhouse.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.resource.ResourceRequest;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {
  @Test
  void theHeapLeavesRoomForTensors() {
    long gibibyte = 1L << 30;

    assertThat(JvmOptions.heapBytes(new ResourceRequest(1000, 3 * gibibyte, 0)))
        .isEqualTo(5 * gibibyte / 4);
    assertThat(JvmOptions.heapBytes(new ResourceRequest(1000, gibibyte, 0)))
        .isEqualTo(gibibyte / 4);
    assertThat(JvmOptions.heapBytes(new ResourceRequest(1000, 128 << 20, 0))).isEqualTo(64 << 20);
  }

  @Test
  void theyCanStandInOneVariable() {
    assertThat(JvmOptions.of(new ResourceRequest(2500, 3L << 30, 0)))
        .contains("-Xmx1280m", "-XX:ActiveProcessorCount=2")
        .noneMatch(option -> option.contains(" "));
  }
}
