package io.stillhouse.steps.explanation;

import io.stillhouse.steps.explanation.ExplainedModel.Role;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.explanation.CamMethod;
import java.util.List;
import java.util.Locale;

/** What the page and its short version say in words and tables. */
record Words(Split split, Findings findings) {
  private static final String NONE = "–";

  /** What came out, in one sentence. */
  String headline() {
    String student =
        "Grad-CAM maps of student and teacher correlate at "
            + number(findings.correlation(Role.STUDENT, CamMethod.GRAD_CAM).value());
    if (!findings.roles().contains(Role.SCRATCH)) {
      return student + ".";
    }
    return "%s, those of the network trained from labels alone at %s."
        .formatted(student, number(findings.correlation(Role.SCRATCH, CamMethod.GRAD_CAM).value()));
  }

  /** What was asked of what. */
  String subject() {
    return "%d %s images of %s, drawn at random"
        .formatted(findings.questions().size(), split.name(), split.dataset().name());
  }

  /** Whether the baseline's maps are less like the teacher's; empty without a baseline. */
  String gain() {
    if (!findings.roles().contains(Role.SCRATCH)) {
      return "";
    }
    Mean gain = findings.correlationGain(CamMethod.GRAD_CAM);
    String verdict =
        gain.lower() > 0
            ? "The student looks more like its teacher than the network trained from labels alone does"
            : gain.upper() < 0
                ? "The student looks less like its teacher than the network trained from labels alone does"
                : "That the student looks more, or less, like its teacher than the network trained from"
                    + " labels alone does cannot be told from these images";
    return "%s: difference %s.".formatted(verdict, text(gain));
  }

  /** The head of the table of similarities. */
  List<String> similarityColumns() {
    return List.of(
        "Model", "Maps", "Correlation", "With another image's map", topColumn(), "Images");
  }

  /** A row for each model but the teacher and each kind of map. */
  List<List<String>> similarities() {
    return findings.roles().stream()
        .filter(role -> role != Role.TEACHER)
        .flatMap(role -> List.of(CamMethod.values()).stream().map(kind -> similarity(role, kind)))
        .toList();
  }

  private List<String> similarity(Role role, CamMethod kind) {
    Mean correlation = findings.correlation(role, kind);
    return List.of(
        role.word(),
        name(kind),
        text(correlation),
        text(findings.chanceCorrelation(role, kind)),
        text(findings.overlap(role, kind)),
        Integer.toString(correlation.count()));
  }

  private String topColumn() {
    return String.format(Locale.ROOT, "Overlap of the top %.0f%%", findings.topShare() * 100);
  }

  /** The head of the table of deletions. */
  List<String> deletionColumns() {
    return List.of("Model", "Maps", "Area by the map", "Area at random", "Random less map");
  }

  /** A row for each model and each kind of map. */
  List<List<String>> deletions() {
    return findings.roles().stream()
        .flatMap(role -> List.of(CamMethod.values()).stream().map(kind -> deletion(role, kind)))
        .toList();
  }

  private List<String> deletion(Role role, CamMethod kind) {
    return List.of(
        role.word(),
        name(kind),
        text(findings.deletion(role, kind)),
        text(findings.control(role)),
        text(findings.deletionGain(role, kind)));
  }

  /** How the figures were taken. */
  String method() {
    return "Maps: Grad-CAM (Selvaraju et al., 2017) at the last stage; layer-wise, the maps of stem and all stages, each with"
        + " its largest value as 1, enlarged and summed up pixel by pixel (after Kang et al., 2021). Of branches and of several"
        + " teachers the maps are averaged, as their answers are. Correlation: Pearson's over the pixels; images where a map is"
        + " zero everywhere have none and are left out. Deletion (Petsiuk et al., 2018): pixels are replaced by the dataset's"
        + " mean, the area is that under the share of the class's probability that is left. Intervals: 95%, normal, images of"
        + " one patient together; they hold for these trained weights.";
  }

  /** A kind of map. */
  static String name(CamMethod kind) {
    return kind == CamMethod.GRAD_CAM ? "Grad-CAM" : "layer-wise";
  }

  /** A mean with its interval. */
  static String text(Mean mean) {
    if (Double.isNaN(mean.value())) {
      return NONE;
    }
    return Double.isNaN(mean.lower())
        ? number(mean.value())
        : "%s (%s to %s)"
            .formatted(number(mean.value()), number(mean.lower()), number(mean.upper()));
  }

  /** A number with two decimals. */
  static String number(double value) {
    return Double.isNaN(value)
        ? NONE
        : String.format(Locale.ROOT, "%.2f", value + 0.0).replace("-", "−");
  }
}
