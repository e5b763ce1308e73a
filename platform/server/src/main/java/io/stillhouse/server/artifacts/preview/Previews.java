package io.stillhouse.server.artifacts.preview;

import io.stillhouse.server.files.ArtifactFolder;
import io.stillhouse.v1.ArtifactPreview;
import io.stillhouse.v1.ReportPreview;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Shows what can be shown of an artifact; what cannot is said, and harms nothing else. */
public final class Previews {
  private static final int LONGEST_REPORT = 256 << 10;

  private Previews() {}

  /** The preview of an artifact. */
  public static ArtifactPreview of(ArtifactFolder artifact) {
    ArtifactPreview.Builder preview =
        ArtifactPreview.newBuilder().setType(artifact.reference().getType());
    try {
      switch (artifact.reference().getType()) {
        case DATASET -> preview.setDataset(DataPreviews.dataset(artifact));
        case MODEL -> preview.setModel(ModelPreviews.of(artifact));
        case SOFT_LABELS -> preview.setSoftLabels(DataPreviews.softLabels(artifact));
        case METRICS -> preview.setMetrics(MetricsPreviews.of(artifact));
        case REPORT -> preview.setReport(report(artifact));
        default -> preview.addProblems("nothing is known of this type of artifact");
      }
    } catch (IOException
        | IllegalArgumentException
        | IllegalStateException
        | ArithmeticException
        | IndexOutOfBoundsException e) {
      // A component of somebody else may fill its artifacts as it likes.
      preview.addProblems("the artifact is not built as this version knows it: " + e.getMessage());
    }
    return preview.build();
  }

  private static ReportPreview report(ArtifactFolder report) {
    ReportPreview.Builder preview = ReportPreview.newBuilder();
    if (report.has("report.html")) {
      preview.setHtmlFile("report.html");
    }
    if (report.has("report.md")) {
      byte[] text = report.bytes("report.md");
      preview.setMarkdown(
          new String(text, 0, Math.min(text.length, LONGEST_REPORT), StandardCharsets.UTF_8));
    }
    return preview.build();
  }
}
