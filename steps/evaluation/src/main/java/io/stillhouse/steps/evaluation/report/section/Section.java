package io.stillhouse.steps.evaluation.report.section;

import io.stillhouse.steps.evaluation.report.ReportContent;
import j2html.tags.DomContent;
import java.util.Optional;

/** One section of the report. */
public interface Section {
  /** The section, or nothing when the content has nothing for it. */
  Optional<DomContent> render(ReportContent content);
}
