package io.stillhouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.platforms.Installation;
import io.stillhouse.platforms.Installation.Output;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.ModelRole;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a shipped definition left in the store when it was run to its end.
 *
 * @param folder the run's folder
 */
record CompletedRun(Path folder) {
  /** What makes a browser ask for another file. */
  private static final Pattern FETCHES =
      Pattern.compile(
          "(?i)\\b(src|srcset|href|poster|data|action)\\s*=\\s*[\"']?(?!data:|#)[^\\s\"'>]|<(script|link|iframe|object|embed)\\b|@import|url\\((?!['\"]?data:)");

  /** Runs a definition in a workspace and requires that every one of these steps succeeded. */
  static CompletedRun of(
      Path workspace, String pipeline, List<String> parameters, List<String> steps)
      throws IOException, InterruptedException {
    Installation installation = Installation.ofThisBuild();
    String[] command =
        Stream.concat(
                Stream.of("run", installation.definition(pipeline + ".yaml").toString()),
                parameters.stream().flatMap(parameter -> Stream.of("-p", parameter)))
            .toArray(String[]::new);
    Output output = installation.run(workspace, command);
    assertThat(output.exit()).as("%s", output).isZero();
    CompletedRun run = new CompletedRun(StoreFiles.onlyRun(workspace, pipeline));
    assertThat(run.states())
        .containsOnlyKeys(steps)
        .allSatisfy((step, state) -> assertThat(state).isEqualTo(State.SUCCEEDED));
    assertThat(output.out())
        .contains("SUCCEEDED " + pipeline + "/")
        .contains("distilled student", "same network from scratch", "teacher", "report: ");
    return run;
  }

  ImageDataset dataset() throws IOException {
    return ImageDataset.open(parent(file("dataset", "dataset", DatasetInfo.FILE_NAME)));
  }

  Evaluation evaluation() throws IOException {
    Path json = file("evaluate", "metrics", "evaluation.json");
    return ProtoJson.read(
        Files.readAllBytes(json), Evaluation.getDefaultInstance(), json.toString());
  }

  /** The one model of a role. */
  static ModelEvaluation model(Evaluation evaluation, ModelRole role) {
    List<ModelEvaluation> found =
        evaluation.getModelsList().stream().filter(model -> model.getRole() == role).toList();
    assertThat(found).as("models that are the %s", role).hasSize(1);
    return found.get(0);
  }

  /** The report is one file that needs no other, and has a drawing. */
  void requireReport(String... contents) throws IOException {
    String html = Files.readString(file("evaluate", "report", "report.html"));
    assertThat(html).startsWith("<!DOCTYPE html>").contains("<svg", "</html>").contains(contents);
    assertThat(FETCHES.matcher(html).results().map(match -> match.group()).toList()).isEmpty();
    assertThat(file("evaluate", "report", "report.md")).isNotEmptyFile();
  }

  Path file(String step, String output, String name) throws IOException {
    return StoreFiles.output(folder, step, output, name);
  }

  private TreeMap<String, State> states() throws IOException {
    TreeMap<String, State> states = new TreeMap<>();
    try (Stream<Path> steps = Files.list(folder).filter(Files::isDirectory)) {
      for (Path step : steps.toList()) {
        Path json = step.resolve("outcome.json");
        StepOutcome outcome =
            ProtoJson.read(
                Files.readAllBytes(json), StepOutcome.getDefaultInstance(), json.toString());
        states.put(outcome.getStep(), outcome.getState());
      }
    }
    return states;
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }
}
