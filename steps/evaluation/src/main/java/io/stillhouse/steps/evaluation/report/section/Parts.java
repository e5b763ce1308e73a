package io.stillhouse.steps.evaluation.report.section;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.wbr;

import io.stillhouse.steps.evaluation.report.chart.SvgElement;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** The building blocks that all sections are made of, so that they look alike. */
final class Parts {
  private static final int FULL_WIDTH_FROM = 5;

  private Parts() {}

  /** A section under a heading; its id is the heading's target. */
  static DomContent titled(String id, String heading, String lead, DomContent... content) {
    return section(h2(heading), p(lead).withClass("lead"))
        .with(content)
        .withId(id)
        .attr("aria-label", heading);
  }

  /** A drawing with a heading of its own and a caption. */
  static DomContent chart(String heading, DomContent drawing, String caption) {
    return figure(h3(breakable(heading)), drawing, figcaption(caption));
  }

  /** Names of classes come with underscores instead of blanks; a narrow heading may break there. */
  private static DomContent breakable(String name) {
    List<DomContent> parts = new ArrayList<>();
    for (String part : name.split("(?<=_)", -1)) {
      if (!parts.isEmpty()) {
        parts.add(wbr());
      }
      parts.add(text(part));
    }
    return each(parts, part -> part);
  }

  /** A drawing in two widths, of which the style sheet shows the one that fits the window. */
  static DomContent responsive(DoubleFunction<SvgElement> drawing, double wide, double narrow) {
    return div(
        div(drawing.apply(wide)).withClass("wide").withStyle("max-width:" + (int) wide + "px"),
        div(drawing.apply(narrow)).withClass("narrow"));
  }

  /**
   * A table whose first column names the rows.
   *
   * @param caption what the table shows
   * @param columns the column headings
   * @param rows the rows, a cell a column
   */
  static DomContent figures(String caption, List<String> columns, List<List<DomContent>> rows) {
    return div(table(
                caption(span(caption)),
                thead(tr(each(columns, column -> th(column).attr("scope", "col")))),
                tbody(each(rows, Parts::row)))
            .withCondClass(columns.size() < FULL_WIDTH_FROM, "compact"))
        .withClass("scroll")
        .attr("role", "region")
        .attr("aria-label", caption)
        .attr("tabindex", "0");
  }

  /** A cell's text. */
  static DomContent cell(String text) {
    return span(text);
  }

  /** A model's name behind a dot in its colour. */
  static DomContent model(String name, String styleClass) {
    return span(span().withClass("swatch " + styleClass), span(name)).withClass("model");
  }

  /** One key of a legend. */
  static DomContent key(String name, String styleClass) {
    return span(span().withClass("swatch " + styleClass), span(name)).withClass("key");
  }

  private static DomContent row(List<DomContent> cells) {
    return tr(th(cells.get(0)).attr("scope", "row"))
        .with(cells.subList(1, cells.size()).stream().map(cell -> (DomContent) td(cell)).toList());
  }
}
