package io.stillhouse.steps.explanation;

import static j2html.TagCreator.body;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.img;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;

import io.stillhouse.steps.explanation.ExplainedModel.Role;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.explanation.CamMethod;
import j2html.Config;
import j2html.rendering.FlatHtml;
import j2html.tags.DomContent;
import j2html.tags.specialized.HtmlTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The findings as one HTML page that needs no other file.
 *
 * @param split the images
 * @param shown how many of the questions are shown with their maps
 */
record Page(Split split, Findings findings, int shown) {
  String render() {
    Words words = new Words(split, findings);
    HtmlTag page =
        html(
                head(
                    meta().withCharset("utf-8"),
                    meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                    meta().withName("color-scheme").withContent("light dark"),
                    title(words.headline()),
                    style(rawHtml(styleSheet()))),
                body(
                    main(
                        p(words.subject()).withClass("eyebrow"),
                        h1(words.headline()),
                        similarity(words),
                        deletion(words),
                        gallery(),
                        footer(p(words.method())))))
            .withLang("en");
    try {
      Config config = Config.defaults().withEmptyTagsClosed(true);
      return "<!DOCTYPE html>\n" + page.render(FlatHtml.inMemory(config)) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DomContent similarity(Words words) {
    return section(
        h2("Do they look at the same places?"),
        p("How alike each model's maps are to the teacher's. A map of another image is the control: whatever is"
                + " in the middle of every image makes maps alike, too. "
                + words.gain())
            .withClass("lead"),
        figures("Likeness to the teacher's maps", words.similarityColumns(), words.similarities()));
  }

  private DomContent deletion(Words words) {
    return section(
        h2("Does it matter to them?"),
        p("Pixels are deleted, the most important first, and the probability of the class falls. A map that says"
                + " where a model looks makes it fall sooner than deleting at random: its area is smaller.")
            .withClass("lead"),
        div(key("Grad-CAM", "k0"), key("layer-wise", "k1"), key("random order", "k2"))
            .withClass("keys"),
        div(each(
                findings.roles(),
                role ->
                    figure(
                        h3(role.word()),
                        new CurveDrawing(findings, role).svg(),
                        figcaption("share of the class's probability that is left, mean"))))
            .withClass("curves"),
        figures("Areas under the deletion curves", words.deletionColumns(), words.deletions()));
  }

  private DomContent gallery() {
    int count = Math.min(shown, findings.questions().size());
    if (count == 0) {
      return div();
    }
    Overlay overlay = new Overlay(split);
    return section(
        h2("Where they look"),
        p("The first images that were drawn, none chosen. Yellow is where a model sees most of the class; no colour,"
                + " nothing. Probabilities are those of the class named.")
            .withClass("lead"),
        div(each(IntStream.range(0, count).boxed().toList(), question -> row(overlay, question)))
            .withClass("gallery"));
  }

  private DomContent row(Overlay overlay, int number) {
    Question question = findings.questions().get(number);
    String target = split.dataset().classes().get(question.target());
    List<DomContent> pictures = new ArrayList<>();
    pictures.add(
        picture(overlay.plain(question.row()), "image " + question.id(), "image " + question.id()));
    for (Role role : findings.roles()) {
      Answer answer = findings.answer(role, number);
      for (CamMethod method : CamMethod.values()) {
        String label =
            method == CamMethod.GRAD_CAM
                ? role.word() + " " + Words.number(answer.probability())
                : "layer-wise";
        pictures.add(
            picture(
                overlay.with(question.row(), answer.map(method)),
                label,
                "%s map of the %s for %s in image %d"
                    .formatted(Words.name(method), role.word(), target, question.id())));
      }
    }
    return div(
            h3(target),
            p("correlation of student and teacher "
                    + Words.number(findings.correlation(Role.STUDENT, CamMethod.GRAD_CAM, number)))
                .withClass("note"),
            div(each(pictures, picture -> picture)).withClass("pictures"))
        .withClass("question");
  }

  private static DomContent picture(String uri, String label, String description) {
    return figure(img().withSrc(uri).withAlt(description), figcaption(label));
  }

  private static DomContent key(String name, String styleClass) {
    return span(span().withClass("swatch " + styleClass), span(name)).withClass("key");
  }

  private static DomContent figures(String name, List<String> columns, List<List<String>> rows) {
    return div(table(
            caption(name),
            thead(tr(each(columns, column -> th(column).attr("scope", "col")))),
            tbody(
                each(
                    rows,
                    row ->
                        tr(
                            th(row.get(0)).attr("scope", "row"),
                            each(row.subList(1, row.size()), cell -> td(cell)))))))
        .withClass("scroll")
        .attr("role", "region")
        .attr("aria-label", name)
        .attr("tabindex", "0");
  }

  private static String styleSheet() {
    try (InputStream stream = Page.class.getResourceAsStream("page.css")) {
      return new String(
          Objects.requireNonNull(stream, "page.css").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
