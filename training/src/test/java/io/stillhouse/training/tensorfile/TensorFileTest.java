package io.stillhouse.training.tensorfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorFileTest {
  @TempDir Path directory;

  @Test
  void tensorsComeBackAsTheyWereWritten() throws IOException {
    Path file = directory.resolve("a.safetensors");
    new TensorFileWriter()
        .metadata("format", "pt")
        .addBytes("images", new byte[] {1, 2, -1}, 3, 1)
        .addFloats("weight \"quoted\"", new float[] {1.5f, Float.NaN}, 2)
        .addLongs("step", new long[] {Long.MIN_VALUE})
        .write(file);

    TensorFileReader reader = TensorFileReader.open(file);

    assertThat(reader.names()).containsExactlyInAnyOrder("images", "weight \"quoted\"", "step");
    assertThat(reader.metadata()).containsEntry("format", "pt");
    assertThat(reader.info("images").shape()).containsExactly(3L, 1L);
    ByteBuffer images = reader.bytes("images");
    assertThat(new byte[] {images.get(), images.get(), images.get()}).containsExactly(1, 2, -1);
    assertThat(images.remaining()).isZero();
    assertThat(reader.bytes("weight \"quoted\"").asFloatBuffer().get(1)).isNaN();
    assertThat(reader.info("step").shape()).isEmpty();
    assertThat(reader.bytes("step").getLong()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void layoutIsThatOfTheFormatWithWideElementsAligned() throws IOException {
    Path file = directory.resolve("a.safetensors");
    new TensorFileWriter()
        .addBytes("b", new byte[] {7}, 1)
        .addLongs("l", new long[] {258}, 1)
        .write(file);

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong(0);
    assertThat(header % 8).isZero();
    assertThat(new String(bytes.array(), 8, header, StandardCharsets.UTF_8).trim())
        .isEqualTo(
            "{\"l\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[8,9]}}");
    assertThat(bytes.getLong(8 + header)).isEqualTo(258);
    assertThat(bytes.capacity()).isEqualTo(8 + header + 9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{`a`:{`dtype`:`U8`,`shape`:[4],`data_offsets`:[0,4]}} | ok",
        "{`a`:{`dtype`:`U8`,`shape`:[9],`data_offsets`:[0,9]}} | 9 bytes of data but the file holds 4",
        "{`a`:{`dtype`:`U8`,`shape`:[3],`data_offsets`:[1,4]}} | begins at byte 1 where 0",
        "{`a`:{`dtype`:`U8`,`shape`:[4],`data_offsets`:[0,4]},`b`:{`dtype`:`U8`,`shape`:[2],`data_offsets`:[2,4]}} | tensors overlap",
        "{`a`:{`dtype`:`F32`,`shape`:[4],`data_offsets`:[0,4]}} | needs 16 bytes",
        "{`a`:{`dtype`:`F32`,`shape`:[4611686018427387904,4],`data_offsets`:[0,4]}} | overflows",
        "{`a`:{`dtype`:`U8`,`shape`:[-4],`data_offsets`:[0,4]}} | not a natural number",
        "{`a`:{`dtype`:`U8`,`shape`:[4.0],`data_offsets`:[0,4]}} | not a natural number",
        "{`a`:{`dtype`:`U8`,`shape`:[`4`],`data_offsets`:[0,4]}} | not a natural number",
        "{`a`:{`dtype`:`U8`,`shape`:[99999999999999999999],`data_offsets`:[0,4]}} | not as expected",
        "{`a`:{`dtype`:`U8`,`shape`:[4],`data_offsets`:[4,0]}} | needs 4 bytes",
        "{`a`:{`dtype`:`U8`,`shape`:[4],`data_offsets`:[0,4,4]}} | more than 2 numbers",
        "{`a`:{`dtype`:`U8`,`shape`:[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],`data_offsets`:[0,1]}} | more than 16",
        "{`a`:{`dtype`:`C64`,`shape`:[4],`data_offsets`:[0,4]}} | unknown dtype 'C64'",
        "{`a`:{`dtype`:`U8`,`shape`:[4],`data_offsets`:[0,4],`x`:1}} | unknown key 'x'",
        "{`a`:{`dtype`:`U8`,`data_offsets`:[0,4]}} | needs dtype, shape and data_offsets",
        "{`a`:{`dtype`:`U8`,`shape`:[4],`data_offsets`:[0,4]},`a`:{`dtype`:`U8`,`shape`:[0],`data_offsets`:[4,4]}} | twice",
        "{`__metadata__`:{`k`:{}},`a`:{`dtype`:`U8`,`shape`:[4],`data_offsets`:[0,4]}} | metadata 'k'",
        "{`a`:{`dtype`:`U8`,`shape`:[4],`data_offsets`:[0,4]}} {} | not as expected",
        "{`a`:[[[[[[[[[[ | not as expected",
        "[] | not as expected",
      })
  void headersThatLieAreRefused(String header, String problem) throws IOException {
    Path file = write(header.replace('`', '"').getBytes(StandardCharsets.UTF_8), new byte[4]);

    if (problem.equals("ok")) {
      assertThat(TensorFileReader.open(file).bytes("a").remaining()).isEqualTo(4);
    } else {
      assertThatThrownBy(() -> TensorFileReader.open(file))
          .isInstanceOf(TensorFormatException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining(problem);
    }
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775807", "-1", "100000001", "1", "0", "13"})
  void headerLengthsBeyondTheFileAreRefusedWithoutAllocating(long length) throws IOException {
    Path file = directory.resolve("a.safetensors");
    ByteBuffer bytes = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    Files.write(file, bytes.array());

    assertThatThrownBy(() -> TensorFileReader.open(file))
        .isInstanceOf(TensorFormatException.class)
        .hasMessageContaining("header claims");
  }

  @Test
  void truncationAnywhereIsNoticed() throws IOException {
    Path file = directory.resolve("a.safetensors");
    new TensorFileWriter().addLongs("ids", new long[] {1, 2, 3}, 3).write(file);
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length++) {
      Path cut = directory.resolve("cut-" + length);
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> TensorFileReader.open(cut))
          .as("first %d of %d bytes", length, whole.length)
          .isInstanceOf(TensorFormatException.class);
    }
  }

  @Test
  void anotherTypeOrShapeThanExpectedIsNamed() throws IOException {
    Path file = directory.resolve("a.safetensors");
    new TensorFileWriter().addLongs("ids", new long[] {1, 2, 3}, 3).write(file);
    TensorFileReader reader = TensorFileReader.open(file);

    assertThat(reader.bytes("ids", ElementType.INT64, -1).remaining()).isEqualTo(24);
    assertThatThrownBy(() -> reader.bytes("ids", ElementType.INT64, 4))
        .hasMessageContaining("'ids' is I64 [3] but I64 [4] was expected");
    assertThatThrownBy(() -> reader.bytes("labels", ElementType.INT64, 4))
        .hasMessageContaining("'labels' is missing");
    assertThatThrownBy(() -> reader.bytes("labels")).hasMessageContaining("it has [ids]");
  }

  @Test
  void theWriterRefusesBytesThatDoNotFitTheShape() {
    TensorFileWriter writer = new TensorFileWriter().addBytes("a", new byte[4], 2, 2);

    assertThatThrownBy(() -> writer.addBytes("b", new byte[4], 5)).hasMessageContaining("5 bytes");
    assertThatThrownBy(() -> writer.addBytes("a", new byte[4], 4))
        .hasMessageContaining("further tensor");
  }

  private Path write(byte[] header, byte[] data) throws IOException {
    Path file = directory.resolve("hostile.safetensors");
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(header.length).put(header).put(data).array());
    return file;
  }
}
