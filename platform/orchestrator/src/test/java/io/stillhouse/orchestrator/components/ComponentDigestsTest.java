package io.stillhouse.orchestrator.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentParser;
import io.stillhouse.model.problem.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentDigestsTest {
  private static final String TEXT =
      """
      apiVersion: stillhouse.io/v1
      kind: Component
      metadata: {name: trainer, description: Trains.}
      image: stillhouse/trainer
      java: {mainClass: example.Trainer, jar: trainer.jar, classpathFile: classpath}
      """;

  @TempDir private Path folder;
  private ComponentDigests digests;
  private Component component;

  @BeforeEach
  void prepare() {
    digests = new ComponentDigests(new ContentDigests(folder.resolve("memo")));
    component = new ComponentParser().parse(new SourceText("component.yaml", TEXT)).orElseThrow();
  }

  @Test
  void aProgramIsItsJarsInTheirOrderWhereverTheyLie() throws IOException {
    Path here = program("here", "a", "b");
    Path there = program("there", "a", "b");
    Path otherwise = program("otherwise", "b", "a");

    assertThat(digests.of(component, here))
        .hasSize(64)
        .isEqualTo(digests.of(component, there))
        .isNotEqualTo(digests.of(component, otherwise));
  }

  @Test
  void aRecordedDigestStandsForAProgramThatIsNotThere() throws IOException {
    Path built = program("built", "a", "b");
    Path recorded = Files.createDirectory(folder.resolve("recorded"));
    assertThat(digests.problem(component, recorded)).hasValueSatisfying(this::saysToBuild);
    assertThatThrownBy(() -> digests.of(component, recorded)).satisfies(this::saysToBuild);

    Files.writeString(
        recorded.resolve(ComponentDigests.RECORDED), digests.of(component, built) + "\n");

    assertThat(digests.of(component, recorded)).isEqualTo(digests.of(component, built));
    assertThat(digests.problem(component, recorded)).isEmpty();
  }

  private void saysToBuild(Object problem) {
    assertThat(problem.toString()).contains("component trainer is not built", "trainer.jar");
  }

  private Path program(String name, String own, String library) throws IOException {
    Path place = Files.createDirectory(folder.resolve(name));
    Files.writeString(place.resolve("trainer.jar"), own);
    Files.writeString(place.resolve("library.jar"), library);
    Files.writeString(place.resolve("classpath"), place.resolve("library.jar").toString());
    return place;
  }
}
