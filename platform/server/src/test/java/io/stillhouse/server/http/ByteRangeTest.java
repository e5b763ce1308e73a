package io.stillhouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteRangeTest {
  @Test
  void partsAreCountedAsHttpCountsThem() {
    assertThat(ByteRange.parse("bytes=0-4", 10)).contains(new ByteRange(0, 5));
    assertThat(ByteRange.parse("bytes=8-", 10)).contains(new ByteRange(8, 10));
    assertThat(ByteRange.parse("bytes=-3", 10)).contains(new ByteRange(7, 10));
    assertThat(ByteRange.parse("bytes=-30", 10)).contains(new ByteRange(0, 10));
    assertThat(ByteRange.parse("bytes=5-100", 10)).contains(new ByteRange(5, 10));
  }

  @Test
  void whatTheFileDoesNotHaveCannotBeServed() {
    assertThat(ByteRange.parse("bytes=10-", 10)).isEmpty();
    assertThat(ByteRange.parse("bytes=6-5", 10)).isEmpty();
    assertThat(ByteRange.parse("bytes=-0", 10)).isEmpty();
    assertThat(ByteRange.parse("bytes=0-0", 0)).isEmpty();
  }

  @Test
  void severalPartsAndWhatIsNoRangeAreAnsweredWithEverything() {
    assertThat(ByteRange.parse("bytes=0-1,3-4", 10)).contains(new ByteRange(0, 10));
    assertThat(ByteRange.parse("lines=1-2", 10)).contains(new ByteRange(0, 10));
  }
}
