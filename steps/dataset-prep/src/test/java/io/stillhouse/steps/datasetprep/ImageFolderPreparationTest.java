package io.stillhouse.steps.datasetprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.training.data.ImageDataset;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderPreparationTest {
  @TempDir Path temporary;

  @Test
  void foldersAreClassesInTheOrderOfTheirNames() throws Exception {
    ImageDataset dataset = prepared(folder(pictures())).run();

    assertThat(dataset.info().classes()).containsExactly("bee", "cat", "änt");
    assertThat(dataset.split("train").info().classCounts()).containsExactly(9, 9, 9);
    assertThat(dataset.split("validation").info().classCounts()).containsExactly(1, 1, 1);
    assertThat(dataset.split("test").size()).isEqualTo(3);
    assertThat(dataset.info().channels()).isEqualTo(3);
  }

  @Test
  void pixelsAreThoseOfThePictureWithThatNumber() throws Exception {
    ImageDataset dataset = prepared(folder(pictures())).run();

    byte[] pixels = new byte[8 * 8 * 3];
    for (int row : dataset.split("train").rows()) {
      dataset.split("train").copyImage(row, pixels, 0);
      // Red counts the pictures of a class, green their columns.
      assertThat(pixels[0] & 0xFF).isEqualTo((int) dataset.split("train").id(row) % 10 * 20);
      assertThat(pixels[3 * 5 + 1]).isEqualTo((byte) 50);
    }
  }

  @Test
  void folderZipTarAndTarGzGiveTheSameBytesInWhateverOrderTheyList() throws Exception {
    Map<String, byte[]> pictures = pictures();
    PreparedDataset folder = prepared(folder(pictures));
    folder.run();
    List<String> names = new ArrayList<>(pictures.keySet());
    Collections.reverse(names);
    Map<String, byte[]> reversed = new LinkedHashMap<>();
    names.forEach(name -> reversed.put("top/" + name, pictures.get(name)));

    for (Path archive :
        List.of(
            Archives.zip(reversed, temporary.resolve("a.zip")),
            Archives.tar(reversed, temporary.resolve("a.tar")),
            Archives.tarGz(reversed, temporary.resolve("a.tar.gz")))) {
      PreparedDataset same = prepared(archive);
      same.run();
      assertThat(same.files()).as("%s", archive.getFileName()).isEqualTo(folder.files());
    }
  }

  @Test
  void pathsThatLeaveTheFolderAreNamedAndNeverFollowed() throws Exception {
    for (String escape :
        List.of("train/cat/../../../evil.png", "/train/cat/evil.png", "train\\x.png")) {
      Map<String, byte[]> pictures = pictures();
      pictures.put(escape, pictures.get("train/cat/0.png"));
      Path zip = Archives.zip(pictures, Files.createTempFile(temporary, "slip", ".zip"));

      assertThatThrownBy(() -> prepared(zip).run())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("!" + escape + ": the path leaves the folder");
      assertThat(prepared(zip).with("quarantineFraction", 0.1).run().split("train").size())
          .isEqualTo(27);
    }
  }

  @Test
  void linksOutOfTheFolderAreNamedAndNeverFollowed() throws Exception {
    Path folder = folder(pictures());
    Path outside = Files.write(temporary.resolve("secret.png"), pictures().get("train/cat/0.png"));
    Files.createSymbolicLink(folder.resolve("train/cat/link.png"), outside);

    assertThatThrownBy(() -> prepared(folder).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("train/cat/link.png: a symbolic link that leaves the folder");
  }

  @Test
  void aLinkInsideTheFolderIsAPicture() throws Exception {
    Path folder = folder(pictures());
    Files.createSymbolicLink(
        folder.resolve("train/cat/link.png"), folder.resolve("train/cat/0.png"));

    assertThat(prepared(folder).run().split("train").size()).isEqualTo(28);
  }

  @Test
  void allDamagedPicturesAreNamedUpToTwenty() throws Exception {
    Map<String, byte[]> pictures = pictures();
    pictures.keySet().stream()
        .filter(name -> name.startsWith("train") && !name.startsWith("train/bee/0"))
        .toList()
        .forEach(name -> pictures.put(name, Arrays.copyOf(pictures.get(name), 60)));

    assertThatThrownBy(() -> prepared(folder(pictures)).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("29 of 33 images or rows cannot be used; quarantineFraction 0.0")
        .hasMessageContaining("train/bee/1.png: the PNG is truncated; replace the file")
        .hasMessageContaining("and 9 more");
  }

  @Test
  void damagedPicturesAreSetAsideUpToTheFraction() throws Exception {
    Map<String, byte[]> pictures = pictures();
    pictures.put("train/cat/4.png", "not a picture".getBytes(StandardCharsets.UTF_8));
    Path folder = folder(pictures);

    PreparedDataset lenient = prepared(folder).with("quarantineFraction", 0.04);
    ImageDataset dataset = lenient.run();

    assertThat(
            dataset.split("train").info().classCounts().get(1)
                + dataset.split("validation").info().classCounts().get(1))
        .isEqualTo(9);
    assertThat(lenient.directory().resolve("quarantine.csv"))
        .hasContent(
            "file,row,reason\n\"train/cat/4.png\",,\"the file is neither PNG nor JPEG; convert or remove it\"");
    assertThat(lenient.warnings).hasSize(1);
    assertThatThrownBy(() -> prepared(folder).with("quarantineFraction", 0.03).run())
        .hasMessageContaining("allows 0");
  }

  @Test
  void aClassThatIsNotInTheListIsNamed() throws Exception {
    Map<String, byte[]> pictures = pictures();
    pictures.put("test/dog/0.png", pictures.get("train/cat/0.png"));

    assertThatThrownBy(() -> prepared(folder(pictures)).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("test/dog/0.png: class 'dog' is not in the list of 3 classes");
  }

  @Test
  void picturesOfAnotherSizeAreNamedUnlessResized() throws Exception {
    Map<String, byte[]> pictures = pictures();
    pictures.put("train/cat/big.jpg", picture(16, 1, "jpg"));
    Path folder = folder(pictures);

    assertThatThrownBy(() -> prepared(folder).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("train/cat/big.jpg: the image has 16 x 16 pixels");
    ImageDataset resized = prepared(folder).with("height", 4).with("width", 4).run();
    assertThat(resized.info().imageBytes()).isEqualTo(48);
  }

  @Test
  void zipEntriesWhoseBytesWereChangedAreNamed() throws Exception {
    Path archive = temporary.resolve("stored.zip");
    Map<String, byte[]> pictures = pictures();
    byte[] jpeg = picture(8, 3, "jpg");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.setLevel(0);
      pictures.put("train/cat/x.jpg", jpeg);
      for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
        zip.putNextEntry(new ZipEntry(picture.getKey()));
        zip.write(picture.getValue());
      }
    }
    byte[] bytes = Files.readAllBytes(archive);
    int position = Collections.indexOfSubList(boxed(bytes), boxed(jpeg));
    bytes[position + jpeg.length - 10] ^= 1;
    Files.write(archive, bytes);

    assertThatThrownBy(() -> prepared(archive).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("train/cat/x.jpg: the entry's bytes do not match the zip's checksum");
  }

  @Test
  void aValidationFolderIsUsed() throws Exception {
    Map<String, byte[]> pictures = pictures();
    pictures.put("val/cat/0.png", pictures.get("train/cat/0.png"));

    ImageDataset dataset = prepared(folder(pictures)).run();

    assertThat(dataset.split("validation").size()).isEqualTo(1);
    assertThat(dataset.split("train").size()).isEqualTo(30);
  }

  private PreparedDataset prepared(Path source) throws IOException {
    return PreparedDataset.from("image-folder", source, temporary);
  }

  private Path folder(Map<String, byte[]> pictures) throws IOException {
    return Archives.folder(pictures, Files.createTempDirectory(temporary, "pictures"));
  }

  /** Ten pictures for training and one for testing of each of three classes. */
  private static Map<String, byte[]> pictures() {
    Map<String, byte[]> pictures = new TreeMap<>();
    for (String name : List.of("cat", "bee", "änt")) {
      IntStream.range(0, 10)
          .forEach(i -> pictures.put("train/" + name + "/" + i + ".png", picture(8, i, "png")));
      pictures.put("test/" + name + "/0.png", picture(8, 10, "png"));
    }
    pictures.put("train/cat/notes.txt", new byte[] {1});
    pictures.put("train/cat/.DS_Store", new byte[] {1});
    return pictures;
  }

  private static byte[] picture(int side, int number, String format) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < side * side; i++) {
      image.setRGB(i % side, i / side, number * 20 << 16 | i % side * 10 << 8 | i / side);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static List<Byte> boxed(byte[] bytes) {
    List<Byte> boxed = new ArrayList<>();
    for (byte b : bytes) {
      boxed.add(b);
    }
    return boxed;
  }
}
