package io.stillhouse.steps.datasetprep;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentParser;
import io.stillhouse.model.problem.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ComponentTest {
  private static final Path FILE = Path.of("component.yaml");

  @Test
  void theComponentDescribesThisStep() throws Exception {
    var checked =
        new ComponentParser().parse(new SourceText(FILE.toString(), Files.readString(FILE)));

    assertThat(checked.problems()).isEmpty();
    Component component = checked.value().orElseThrow();
    assertThat(component.name()).isEqualTo("dataset-prep");
    assertThat(component.outputs()).containsOnlyKeys("dataset");
    assertThat(component.execution().toString()).contains(DatasetPrep.class.getName());
    assertThat(component.parameters())
        .containsOnlyKeys(
            "format",
            "source",
            "name",
            "classes",
            "seed",
            "trainExamples",
            "trainFraction",
            "testExamples",
            "validationFraction",
            "testFraction",
            "height",
            "width",
            "channels",
            "shardSize",
            "quarantineFraction");
  }
}
