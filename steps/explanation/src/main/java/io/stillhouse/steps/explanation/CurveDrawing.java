package io.stillhouse.steps.explanation;

import io.stillhouse.steps.explanation.ExplainedModel.Role;
import io.stillhouse.training.explanation.CamMethod;
import j2html.TagCreator;
import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One model's deletion curves as a drawing, in units of its view box. */
record CurveDrawing(Findings findings, Role role) {
  private static final double WIDTH = 320;
  private static final double HEIGHT = 220;
  private static final double LEFT = 40;
  private static final double RIGHT = 312;
  private static final double TOP = 10;
  private static final double BOTTOM = 180;

  DomContent svg() {
    double most = 1;
    List<double[]> curves = new ArrayList<>();
    for (CamMethod method : CamMethod.values()) {
      curves.add(findings.curve(role, method).left());
    }
    curves.add(findings.controlCurve(role).left());
    for (double[] curve : curves) {
      for (double left : curve) {
        most = Math.max(most, left);
      }
    }
    ContainerTag<?> svg =
        TagCreator.tag("svg")
            .attr("viewBox", "0 0 " + (int) WIDTH + " " + (int) HEIGHT)
            .attr("role", "img")
            .attr("class", "chart")
            .attr("aria-label", "Deletion curves of the " + role.word());
    for (double share : new double[] {0, 0.5, 1}) {
      double y = BOTTOM - share / most * (BOTTOM - TOP);
      double x = LEFT + share * (RIGHT - LEFT);
      svg.with(line(LEFT, y, RIGHT, y));
      svg.with(text(LEFT - 6, y + 4, "end", percent(share)));
      svg.with(text(x, BOTTOM + 16, "middle", percent(share)));
    }
    svg.with(text((LEFT + RIGHT) / 2, BOTTOM + 34, "middle", "pixels deleted"));
    for (int i = 0; i < curves.size(); i++) {
      svg.with(curve(curves.get(i), most, "curve k" + i));
    }
    return svg;
  }

  private static DomContent curve(double[] left, double most, String styleClass) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < left.length; i++) {
      double x = LEFT + (double) i / (left.length - 1) * (RIGHT - LEFT);
      double y = BOTTOM - left[i] / most * (BOTTOM - TOP);
      points.append(i == 0 ? "" : " ").append(number(x)).append(',').append(number(y));
    }
    return TagCreator.tag("polyline").attr("points", points.toString()).attr("class", styleClass);
  }

  private static DomContent line(double x1, double y1, double x2, double y2) {
    return TagCreator.tag("line")
        .attr("x1", number(x1))
        .attr("y1", number(y1))
        .attr("x2", number(x2))
        .attr("y2", number(y2))
        .attr("class", "grid-line");
  }

  private static DomContent text(double x, double y, String anchor, String text) {
    return TagCreator.tag("text")
        .attr("x", number(x))
        .attr("y", number(y))
        .attr("text-anchor", anchor)
        .withText(text);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", share * 100);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
