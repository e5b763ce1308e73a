package io.stillhouse.steps.evaluation.report.page;

import static j2html.TagCreator.body;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import io.stillhouse.steps.evaluation.report.Headline;
import io.stillhouse.steps.evaluation.report.PrintableText;
import io.stillhouse.steps.evaluation.report.ReportContent;
import io.stillhouse.steps.evaluation.report.section.AgreementSection;
import io.stillhouse.steps.evaluation.report.section.BranchSection;
import io.stillhouse.steps.evaluation.report.section.CalibrationSection;
import io.stillhouse.steps.evaluation.report.section.ClassGainSection;
import io.stillhouse.steps.evaluation.report.section.ConfusionSection;
import io.stillhouse.steps.evaluation.report.section.CurvesSection;
import io.stillhouse.steps.evaluation.report.section.HeadlineSection;
import io.stillhouse.steps.evaluation.report.section.LabelCalibrationSection;
import io.stillhouse.steps.evaluation.report.section.LabelsSection;
import io.stillhouse.steps.evaluation.report.section.MethodSection;
import io.stillhouse.steps.evaluation.report.section.ModelsSection;
import io.stillhouse.steps.evaluation.report.section.Section;
import io.stillhouse.steps.evaluation.report.section.TradeOffSection;
import j2html.Config;
import j2html.rendering.FlatHtml;
import j2html.tags.DomContent;
import j2html.tags.specialized.HtmlTag;
import j2html.utils.EscapeUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The report as one HTML page that needs no other file: style, drawings and images are inside it.
 * It is well-formed XML too. Every name is escaped, and characters that could hide or reorder text
 * are replaced.
 */
public final class HtmlReport {
  private static final List<Section> SECTIONS =
      List.of(
          new HeadlineSection(),
          new ModelsSection(),
          new TradeOffSection(),
          new AgreementSection(),
          new LabelsSection(),
          new ClassGainSection(),
          new ConfusionSection(),
          new CalibrationSection(),
          new LabelCalibrationSection(),
          new BranchSection(),
          new CurvesSection(),
          new MethodSection());

  private HtmlReport() {}

  /** Renders the page. */
  public static String render(ReportContent content) {
    List<DomContent> sections =
        SECTIONS.stream()
            .map(section -> section.render(content))
            .flatMap(Optional::stream)
            .toList();
    HtmlTag page =
        html(
                head(
                    meta().withCharset("utf-8"),
                    meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                    meta().withName("color-scheme").withContent("light dark"),
                    title(Headline.of(content.evaluation()).sentence()),
                    style(rawHtml(resource("report.css")))),
                body(main().with(sections)))
            .withLang("en");
    try {
      Config config =
          Config.defaults()
              .withEmptyTagsClosed(true)
              .withTextEscaper(text -> EscapeUtil.escape(PrintableText.of(text)));
      return "<!DOCTYPE html>\n" + page.render(FlatHtml.inMemory(config)) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(stream, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
