package io.stillhouse.server.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.ArtifactWriter;
import io.stillhouse.server.files.ArtifactFolder;
import io.stillhouse.server.files.Predictions;
import io.stillhouse.training.tensorfile.TensorFileWriter;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageResamplingTest {
  @TempDir private Path folder = Path.of("");

  private Predictions predictions(String name, TensorFileWriter file) throws IOException {
    Path directory = Files.createDirectories(folder.resolve(name));
    file.write(directory.resolve(Predictions.FILE));
    ArtifactStore store = ArtifactStores.open(folder.resolve("store"));
    ArtifactReference reference =
        new ArtifactWriter(store)
            .commit(directory, ArtifactType.METRICS, Map.of(), "p/r/evaluate/1/" + name);
    return Predictions.of(
            new ArtifactFolder(store, reference, new ArtifactReader(store).manifest(reference)))
        .orElseThrow();
  }

  private static ImageAnswers answers(Predictions predictions) {
    return new ImageResampling()
        .of("digest", "test", predictions, Map.of(ImageAnswers.STUDENT, "student"));
  }

  @Test
  void patientsAreDrawnWhole() throws Exception {
    // The one patient's images are ranked rightly, the other's the wrong way round.
    TensorFileWriter file =
        new TensorFileWriter()
            .addLongs("ids", new long[] {1, 2, 3, 4}, 4)
            .addLongs("groups", new long[] {7, 7, 8, 8}, 4)
            .addBytes("labels", new byte[] {0, 1, 0, 1}, 4, 1)
            .addFloats("logits/student", new float[] {-2, 2, 1, -1}, 4, 1);
    ImageAnswers answers = answers(predictions("grouped", file));
    assertThat(answers.units()).isEqualTo("patients");
    double[] scores = answers.resampled().get(ImageAnswers.STUDENT);
    assertThat(new TreeSet<>(Arrays.stream(scores).boxed().toList()))
        .containsExactly(0.0, 0.75, 1.0);
  }

  @Test
  void anAnswerThatIsNoNumberIsWrong() throws Exception {
    TensorFileWriter file =
        new TensorFileWriter()
            .addLongs("ids", new long[] {1, 2}, 2)
            .addLongs("labels", new long[] {0, 0}, 2)
            .addFloats("logits/student", new float[] {Float.NaN, 0, 1, 0}, 2, 2);
    assertThat(answers(predictions("nan", file)).right()).containsExactly(false, true);
  }

  @Test
  void otherLabelsAreOtherImages() throws Exception {
    TensorFileWriter one =
        new TensorFileWriter()
            .addLongs("ids", new long[] {1, 2}, 2)
            .addLongs("labels", new long[] {0, 0}, 2)
            .addFloats("logits/student", new float[] {1, 0, 1, 0}, 2, 2);
    TensorFileWriter other =
        new TensorFileWriter()
            .addLongs("ids", new long[] {1, 2}, 2)
            .addLongs("labels", new long[] {0, 1}, 2)
            .addFloats("logits/student", new float[] {1, 0, 1, 0}, 2, 2);
    assertThat(answers(predictions("one", one)).images())
        .isNotEqualTo(answers(predictions("two", other)).images())
        .isEqualTo(answers(predictions("same", one)).images());
  }
}
