package io.stillhouse.model.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.model.Fixtures;
import io.stillhouse.model.artifact.ArtifactType;
import io.stillhouse.model.problem.InvalidTextException;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.TextValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentParserTest {
  private static String text() {
    return Fixtures.text("components/teacher-pretraining.yaml").content();
  }

  private static List<String> problems(String text) {
    return Fixtures.shown(new ComponentParser().parse(new SourceText("c.yaml", text)).problems());
  }

  @Test
  void aComponentIsReadWithAllItsParts() {
    Component component =
        new ComponentParser().parse(new SourceText("c.yaml", text())).orElseThrow();
    assertThat(component.name()).isEqualTo("teacher-pretraining");
    assertThat(component.image()).isEqualTo("stillhouse/teacher-pretraining");
    assertThat(component.execution())
        .isEqualTo(
            new JavaExecution(
                "io.stillhouse.steps.teacherpretraining.TeacherPretraining",
                "target/teacher-pretraining.jar",
                "target/classpath"));
    assertThat(Fixtures.valueOf(component.inputs(), "initial"))
        .isEqualTo(
            new InputDeclaration(
                "initial", ArtifactType.MODEL, Cardinality.OPTIONAL, "Weights to start from."));
    assertThat(Fixtures.valueOf(component.outputs(), "model").type()).isEqualTo(ArtifactType.MODEL);
    assertThat(component.parameters().keySet())
        .containsExactly(
            "architecture",
            "epochs",
            "learningRate",
            "schedule",
            "milestones",
            "nesterov",
            "options");
    assertThat(Fixtures.valueOf(component.parameters(), "epochs").defaultValue())
        .contains(new IntegerValue(30));
    assertThat(Fixtures.valueOf(component.parameters(), "schedule").choices())
        .containsExactly(new TextValue("constant"), new TextValue("step"), new TextValue("cosine"));
    assertThat(Fixtures.valueOf(component.parameters(), "architecture").mustBeSet()).isTrue();
    assertThat(Fixtures.valueOf(component.parameters(), "options").mustBeSet()).isFalse();
    assertThat(component.resources()).isEqualTo(new ResourceRequest(1000, 2L << 30, 0));
  }

  @Test
  void aComponentMayBeAnyCommand() {
    assertThat(Fixtures.catalog().get("evaluation").execution())
        .isEqualTo(new CommandExecution(List.of("python3", "evaluate.py")));
    assertThat(
            Fixtures.valueOf(Fixtures.catalog().get("evaluation").inputs(), "teachers")
                .cardinality())
        .isEqualTo(Cardinality.OPTIONAL_LIST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "kind: Component | kind: Componnt | c.yaml:2:7 kind: is the string \"Componnt\", it must be"
            + " Component; did you mean Component",
        "type: Dataset, | type: DataSet, | c.yaml:12:19 inputs.dataset.type: is the string"
            + " \"DataSet\", it must be one of Dataset, Model, SoftLabels, Metrics, Report; did"
            + " you mean Dataset",
        "java: | javas: | c.yaml:1:1: a component needs 'java' or 'command': what the process"
            + " launcher runs",
        "java: | command: [x]\\njava: | c.yaml:9:3 java: a component has either 'java' or 'command',"
            + " not both",
        "model: {type: Model | events: {type: Model | the store uses the name 'events' itself",
        "jar: target/ | jar: ../target/ | c.yaml:9:8 java.jar: is the string"
            + " \"../target/teacher-pretraining.jar\", it must be a relative path that does not"
            + " leave its folder by '..'",
        "epochs: | E-pochs: | must be a camelCase name",
        "default: 0.1, | default: 1000, | parameters.learningRate.default: 1000 is out of range, it"
            + " must be above 0 and at most 100",
        "enum: [constant, step, cosine] | enum: [constant, 1] | is the integer 1, it must be a"
            + " string",
        "pattern: '[a-z0-9.-]+' | pattern: '[a-z' | parameters.architecture.pattern: is not a"
            + " regular expression",
        "type: boolean, | type: boolean, items: string, | only a list has items",
        "type: boolean, | type: boolean, minimum: 1, | only numbers have a range",
        "type: boolean, | type: boolean, pattern: x, | only strings have a pattern",
        "cpu: 1, | cpu: 1, gpu: 1, | resources has no key 'gpu'",
      })
  void aMistakeIsReported(String right, String wrong, String problem) {
    String mistaken = text().replace(right, wrong.replace("\\n", "\n"));
    assertThat(mistaken).isNotEqualTo(text());
    assertThat(problems(mistaken)).anySatisfy(shown -> assertThat(shown).contains(problem));
  }

  @Test
  void theExceptionOfAnInvalidComponentListsEveryError() {
    String mistaken = text().replace("kind: Component", "kind: X").replace("image:", "img:");
    assertThatThrownBy(
            () -> new ComponentParser().parse(new SourceText("c.yaml", mistaken)).orElseThrow())
        .isInstanceOf(InvalidTextException.class)
        .hasMessageContaining("c.yaml:2:7 kind")
        .hasMessageContaining("a component needs the key 'image'");
  }

  @Test
  void twoComponentsOfOneNameAreRefused() {
    Component component = Fixtures.catalog().get("evaluation");
    assertThatThrownBy(() -> ComponentCatalog.of(List.of(component, component)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two components are called 'evaluation'; rename one of them");
  }
}
