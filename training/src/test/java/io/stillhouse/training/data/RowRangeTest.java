package io.stillhouse.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RowRangeTest {
  @Test
  void rangesCoverEveryRowOnceAndTheLastMayBeShorter() {
    assertThat(RowRange.cut(7, 3))
        .containsExactly(new RowRange(0, 3), new RowRange(3, 3), new RowRange(6, 1));
    assertThat(RowRange.cut(6, 3)).containsExactly(new RowRange(0, 3), new RowRange(3, 3));
    assertThat(RowRange.cut(2, 3)).containsExactly(new RowRange(0, 2));
    assertThat(RowRange.cut(0, 3)).isEmpty();
    assertThat(new RowRange(3, 3).end()).isEqualTo(6);
  }

  @Test
  void aRangeOfNothingIsRefused() {
    assertThatThrownBy(() -> new RowRange(4, 0)).hasMessageContaining("0 rows from row 4");
    assertThatThrownBy(() -> new RowRange(-1, 2)).hasMessageContaining("2 rows from row -1");
    assertThatThrownBy(() -> RowRange.cut(5, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
