package io.stillhouse.steps.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.steps.evaluation.report.page.HtmlReport;
import io.stillhouse.v1.Evaluation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class HtmlReportTest {
  private static final String HOSTILE =
      "\"><script>alert('1')</script>&amp;<img src=x onerror=y>\u202e\u0000";

  @Test
  void everySectionOfAFullReportIsThereAndThePageIsWellFormed() throws Exception {
    Document page = page("digits", SampleContent.digits());

    assertThat(texts(page, "h2"))
        .containsExactly(
            "Models",
            "Quality against cost",
            "Teacher and student, image by image",
            "Gain of each class",
            "What is taken for what",
            "Can its confidence be believed?",
            "Branches",
            "How it learnt");
    assertThat(texts(page, "h1"))
        .containsExactly(
            "Distillation helped: +1.93 points over the same network trained from labels alone.");
    assertThat(page.getElementsByTagName("img").getLength()).isEqualTo(24);
  }

  @Test
  void thePageAsksNobodyForAnything() {
    String html = HtmlReport.render(SampleContent.digits());

    assertThat(html).doesNotContain("://", "@import", "url(", "<script", "<link", "<iframe");
    assertThat(Pattern.compile("(?:src|href)=\"(?!data:image/png;base64,)").matcher(html).find())
        .isFalse();
  }

  @Test
  void namesCannotBecomeMarkup() throws Exception {
    List<String> classes = List.of(HOSTILE, "b & c", "d");
    Document page = page("hostile", SampleContent.content(classes));

    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    assertThat(attributes(page)).noneMatch(name -> name.startsWith("on"));
    assertThat(texts(page, "th")).anyMatch(text -> text.contains("b & c"));
    assertThat(page.getDocumentElement().getTextContent())
        .contains("<script>")
        .doesNotContain("\u202e");
  }

  @Test
  void everyDrawingAndTableSaysWhatItIs() throws Exception {
    Document page = page("digits", SampleContent.digits());

    for (Element drawing : elements(page, "svg")) {
      assertThat(drawing.getAttribute("aria-label")).isNotBlank();
    }
    for (Element table : elements(page, "table")) {
      assertThat(table.getElementsByTagName("caption").getLength()).isEqualTo(1);
    }
    for (Element image : elements(page, "img")) {
      assertThat(image.getAttribute("alt")).isNotBlank();
    }
  }

  @Test
  void multiLabelReportsShowEachLabelWithItsPositives() throws Exception {
    ReportContent content =
        new ReportContent(SampleContent.multiLabel(), SampleContent.stages(), List.of());
    Document page = page("multi-label", content);

    assertThat(texts(page, "h2")).contains("Each label").doesNotContain("What is taken for what");
    assertThat(texts(page, "figcaption")).contains("242 positives", "no positive, no curve");
    assertThat(texts(page, "h3")).contains("Pleural_Thickening");
    assertThat(texts(page, "h2")).contains("Can its probabilities be believed?");
    assertThat(texts(page, "td"))
        .contains("0.662 (0.562 to 0.762)", "+0.020 (+0.004 to +0.036)", "1,268", "12.50%");
    assertThat(texts(page, "p"))
        .anyMatch(lead -> lead.contains("Of 3 gains over the scratch baseline the interval of 1"));
    assertThat(elements(page, "wbr")).as("places where a long name may break").hasSize(1);
    assertThat(texts(page, "h1"))
        .containsExactly(
            "Inconclusive: +0.0120 AUC over the same network trained from labels alone, but the 95% interval"
                + " (−0.0040 to +0.0270) includes zero.");
  }

  @Test
  void withoutABaselineNothingIsClaimed() throws Exception {
    Evaluation.Builder evaluation = SampleContent.digits().evaluation().toBuilder();
    evaluation.removeModels(3);
    evaluation
        .getDistillationsBuilder(0)
        .clearScratch()
        .clearGapRecovered()
        .clearClassGain()
        .removeComparisons(0);
    Document page =
        page("no-baseline", new ReportContent(evaluation.build(), List.of(), List.of()));

    assertThat(texts(page, "h1").get(0))
        .isEqualTo(
            "The student reaches 97.40% accuracy; without a scratch baseline nobody can say what distillation"
                + " added.");
    assertThat(texts(page, "h2")).doesNotContain("Gain of each class", "How it learnt");
  }

  @Test
  void figuresThatAreNotNumbersAreShownAsSuch() throws Exception {
    Evaluation.Builder evaluation = SampleContent.digits().evaluation().toBuilder();
    evaluation
        .getModelsBuilder(4)
        .getClassificationBuilder()
        .setAccuracy(Double.NaN)
        .setNll(Double.NaN);
    evaluation
        .getDistillationsBuilder(0)
        .getComparisonsBuilder(0)
        .setDifference(Double.NaN)
        .setLower(Double.NaN)
        .setUpper(Double.NaN);
    Document page =
        page("nan", new ReportContent(evaluation.build(), SampleContent.stages(), List.of()));

    assertThat(texts(page, "h1").get(0)).startsWith("No verdict");
    assertThat(texts(page, "td")).contains("NaN");
    assertThat(page.getDocumentElement().getTextContent())
        .contains("validation/loss is not a finite number at step 400");
  }

  @Test
  void aHundredClassesStayReadable() throws Exception {
    List<String> classes = IntStream.range(0, 100).mapToObj(i -> "class number " + i).toList();
    String html = HtmlReport.render(SampleContent.content(classes));

    assertThat(html.length()).isLessThan(1_500_000);
    assertThat(html).contains("Shown are the 15 that gained most and the 15 that lost most.");
    Files.writeString(samples().resolve("hundred.html"), html);
  }

  @Test
  void anEvaluationOfNothingIsStillAPage() throws Exception {
    Document page =
        page("nothing", new ReportContent(Evaluation.getDefaultInstance(), List.of(), List.of()));

    assertThat(texts(page, "h1")).containsExactly("No student was evaluated.");
  }

  private static Document page(String name, ReportContent content) throws Exception {
    String html = HtmlReport.render(content);
    Files.writeString(samples().resolve(name + ".html"), html);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
  }

  private static Path samples() throws IOException {
    return Files.createDirectories(Path.of("target", "report-samples"));
  }

  private static List<Element> elements(Document page, String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static List<String> texts(Document page, String tag) {
    return elements(page, tag).stream().map(Element::getTextContent).toList();
  }

  private static List<String> attributes(Document page) {
    return elements(page, "*").stream()
        .map(Element::getAttributes)
        .flatMap(
            map -> IntStream.range(0, map.getLength()).mapToObj(i -> map.item(i).getNodeName()))
        .toList();
  }
}
