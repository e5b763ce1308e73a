package io.stillhouse.sweep.page;

import static j2html.TagCreator.body;
import static j2html.TagCreator.div;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
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

import io.stillhouse.sweep.table.Cells;
import io.stillhouse.sweep.table.FigureText;
import io.stillhouse.sweep.table.SweepTable;
import io.stillhouse.sweep.table.SweepTable.Row;
import io.stillhouse.sweep.table.Verdict;
import j2html.Config;
import j2html.rendering.FlatHtml;
import j2html.tags.DomContent;
import j2html.tags.specialized.SectionTag;
import j2html.tags.specialized.TrTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Tables of a sweep as one HTML page that needs no other file; it is well-formed XML too. */
public final class SweepPage {
  private SweepPage() {}

  /**
   * The page.
   *
   * @param tables one for each metric, at least one
   * @param origin what the runs were made of, for the line above the heading
   */
  public static String render(List<SweepTable> tables, String origin) {
    String heading = heading(tables.get(0));
    var page =
        html(
                head(
                    meta().withCharset("utf-8"),
                    meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                    meta().withName("color-scheme").withContent("light dark"),
                    title(heading),
                    style(rawHtml(resource("sweep.css")))),
                body(
                    main(
                            div(span("Stillhouse").withClass("brand"), span(origin))
                                .withClass("eyebrow"),
                            h1(heading))
                        .with(tables.stream().map(SweepPage::part).toList())))
            .withLang("en");
    try {
      return "<!DOCTYPE html>\n"
          + page.render(FlatHtml.inMemory(Config.defaults().withEmptyTagsClosed(true)))
          + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String heading(SweepTable table) {
    Optional<Row> best = table.rows().stream().filter(Row::best).findFirst();
    if (best.isEmpty()) {
      return table.sweep() + " has no values of " + table.metric() + " yet";
    }
    String words = best.get().measured().inWords();
    String value = FigureText.of(table).value(best.get().estimate().mean());
    if (table.rows().size() == 1) {
      return table.metric() + " is " + value + " with " + words;
    }
    String verdict =
        best.get().verdict().equals(Optional.of(Verdict.BETTER))
            ? ", better than the baseline"
            : best.get().verdict().equals(Optional.of(Verdict.INCONCLUSIVE))
                ? ", not conclusively better than the baseline"
                : best.get().verdict().equals(Optional.of(Verdict.BASELINE))
                    ? ", which is the baseline"
                    : "";
    return table.metric() + " is best with " + words + ": " + value + verdict;
  }

  private static SectionTag part(SweepTable sweep) {
    Cells cells = new Cells(sweep);
    List<DomContent> headings = new ArrayList<>();
    for (int i = 0; i < cells.headings().size(); i++) {
      headings.add(th(cells.headings().get(i)).withCondClass(i < cells.namingColumns(), "name"));
    }
    List<DomContent> parts = new ArrayList<>();
    parts.add(h2(sweep.metric()));
    parts.add(p(lead(sweep)).withClass("lead"));
    IntervalChart.draw(sweep).ifPresent(parts::add);
    parts.add(
        div(table(
                thead(tr().with(headings)),
                tbody().with(sweep.rows().stream().map(row -> row(cells, row)).toList())))
            .withClass("scroll")
            .attr("tabindex", "0"));
    sweep.notes().forEach(note -> parts.add(p(note).withClass("detail")));
    return section().with(parts);
  }

  private static String lead(SweepTable sweep) {
    int runs = sweep.rows().stream().mapToInt(row -> row.estimate().count()).sum();
    return sweep.rows().size()
        + (sweep.rows().size() == 1 ? " combination, " : " combinations, ")
        + runs
        + (runs == 1 ? " run" : " runs")
        + sweep.baseline().map(row -> ", held against " + row.measured().inWords()).orElse("")
        + ".";
  }

  private static TrTag row(Cells cells, Row row) {
    List<String> texts = cells.of(row);
    List<DomContent> tags = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String style =
          i < cells.namingColumns()
              ? "name"
              : i == cells.namingColumns()
                  ? "mean"
                  : row.verdict().isPresent() && i == texts.size() - 1
                      ? row.verdict().get().word()
                      : "";
      tags.add(td(texts.get(i)).withCondClass(!style.isEmpty(), style));
    }
    return tr().with(tags).withCondClass(row.best(), "best");
  }

  private static String resource(String name) {
    try (InputStream stream = SweepPage.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(stream, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
