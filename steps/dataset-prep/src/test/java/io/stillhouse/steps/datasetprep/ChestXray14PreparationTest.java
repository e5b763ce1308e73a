package io.stillhouse.steps.datasetprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.step.InvalidInputException;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.Task;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChestXray14PreparationTest {
  private static final String HEADER =
      "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,"
          + "OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y]\n";

  @TempDir Path temporary;

  @Test
  void findingsBecomeVectorsAndPatientsStayTogether() throws Exception {
    ImageDataset dataset = prepared(chest()).with("validationFraction", 0.3).run();

    assertThat(dataset.info().task()).isEqualTo(Task.MULTILABEL);
    assertThat(dataset.info().classes()).hasSize(14);
    assertThat(dataset.info().channels()).isEqualTo(1);
    Split train = dataset.split("train");
    Split validation = dataset.split("validation");
    Split test = dataset.split("test");
    assertThat(train.size() + validation.size()).isEqualTo(12);
    assertThat(patients(train)).doesNotContainAnyElementsOf(patients(validation));
    assertThat(patients(test)).containsExactlyInAnyOrder(7L, 8L);
    for (int row : test.rows()) {
      float[] labels = test.labelVectors(new int[] {row}, 0, 1);
      boolean first = test.id(row) % 2 == 0;
      // Even images have no finding, odd ones Effusion (2) and Hernia (13).
      assertThat(labels[2]).isEqualTo(first ? 0f : 1f);
      assertThat(labels[13]).isEqualTo(first ? 0f : 1f);
      assertThat(labels[0]).isZero();
    }
  }

  @Test
  void whatIsWrongWithRowsIsNamedWithFileAndRow() throws Exception {
    Map<String, byte[]> files = chest();
    replace(
        files,
        "Data_Entry_2017.csv",
        "1_0.png,No Finding,0,1,5,M,PA,8,8,0.1,0.1",
        "1_0.png,No Finding,0");
    replace(files, "Data_Entry_2017.csv", "1_1.png,Effusion|Hernia", "1_1.png,Effusion|Gout");
    replace(files, "Data_Entry_2017.csv", "2_0.png,No Finding,0,2", "2_0.png,No Finding,0,two");
    files.remove("images_001/images/3_1.png");
    files.put("images_001/images/4_0.png", new byte[] {1, 2, 3});
    replace(files, "test_list.txt", "8_1.png", "8_1.png\n5_1.png\n9_9.png");

    assertThatThrownBy(() -> prepared(files).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Data_Entry_2017.csv, row 2: 3 columns where 11 are needed")
        .hasMessageContaining("Data_Entry_2017.csv, row 3: label 'Gout' is not one of the 14")
        .hasMessageContaining("Data_Entry_2017.csv, row 4: patient 'two' is not a number")
        .hasMessageContaining("train_val_list.txt, row 6: picture 3_1.png is missing")
        .hasMessageContaining(
            "train_val_list.txt, row 9: patient 5 of 5_0.png is also in test_list")
        .hasMessageContaining("test_list.txt, row 6: 9_9.png has no row")
        .hasMessageContaining("7 of ");
  }

  @Test
  void aPatientInBothListsNeverTrainsAndTests() throws Exception {
    Map<String, byte[]> files = chest();
    replace(files, "test_list.txt", "8_1.png", "8_1.png\n5_1.png");

    ImageDataset dataset = prepared(files).with("quarantineFraction", 0.2).run();

    assertThat(patients(dataset.split("test"))).contains(5L);
    assertThat(patients(dataset.split("train"))).doesNotContain(5L);
  }

  @Test
  void missingFilesAreAllNamed() throws Exception {
    Map<String, byte[]> files = chest();
    files.remove("Data_Entry_2017.csv");
    files.remove("test_list.txt");

    assertThatThrownBy(() -> prepared(files).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no file named like Data_Entry")
        .hasMessageContaining("no file named like test_list.txt");
  }

  private PreparedDataset prepared(Map<String, byte[]> files) throws IOException {
    return PreparedDataset.from(
        "chestxray14", Archives.zip(files, temporary.resolve("chest.zip")), temporary);
  }

  private static Set<Long> patients(Split split) {
    return Arrays.stream(split.rows()).mapToObj(split::group).collect(Collectors.toSet());
  }

  private static void replace(Map<String, byte[]> files, String file, String old, String now) {
    String text = new String(files.get(file), StandardCharsets.UTF_8);
    assertThat(text).contains(old);
    files.put(file, text.replace(old, now).getBytes(StandardCharsets.UTF_8));
  }

  /** Patients 1 .. 6 for training, 7 and 8 for testing, two pictures each. */
  private static Map<String, byte[]> chest() throws IOException {
    StringBuilder table = new StringBuilder(HEADER);
    StringBuilder train = new StringBuilder();
    StringBuilder test = new StringBuilder();
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int patient = 1; patient <= 8; patient++) {
      for (int picture = 0; picture < 2; picture++) {
        String name = patient + "_" + picture + ".png";
        table
            .append(name)
            .append(picture == 0 ? ",No Finding," : ",Effusion|Hernia,")
            .append(picture)
            .append(',')
            .append(patient)
            .append(",5,M,PA,8,8,0.1,0.1\n");
        (patient <= 6 ? train : test).append(name).append('\n');
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, patient * 10);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        files.put("images_00" + (1 + patient / 5) + "/images/" + name, png.toByteArray());
      }
    }
    files.put("Data_Entry_2017.csv", table.toString().getBytes(StandardCharsets.UTF_8));
    files.put("train_val_list.txt", train.toString().getBytes(StandardCharsets.UTF_8));
    files.put("test_list.txt", test.toString().getBytes(StandardCharsets.UTF_8));
    return files;
  }
}
