package io.stillhouse.steps.evaluation.report.chart;

import j2html.tags.ContainerTag;
import java.util.Locale;

/**
 * An SVG element. Coordinates are in the units of the drawing's view box, rounded to a hundredth.
 * Colours come from style sheet classes, so that a drawing follows the page's light or dark theme.
 */
public final class SvgElement extends ContainerTag<SvgElement> {
  private SvgElement(String name) {
    super(name);
  }

  /** A drawing that scales with its container and is one image to a screen reader. */
  public static SvgElement drawing(double width, double height, String description) {
    return new SvgElement("svg")
        .attr("viewBox", "0 0 " + number(width) + " " + number(height))
        .attr("role", "img")
        .attr("aria-label", description)
        .attr("class", "chart");
  }

  /** A group. */
  public static SvgElement group(String styleClass) {
    return new SvgElement("g").attr("class", styleClass);
  }

  /** A straight line. */
  public static SvgElement line(double x1, double y1, double x2, double y2) {
    return new SvgElement("line").at("x1", x1).at("y1", y1).at("x2", x2).at("y2", y2);
  }

  /** A rectangle by its corner and size; a negative size is drawn as nothing. */
  public static SvgElement rectangle(double x, double y, double width, double height) {
    return new SvgElement("rect")
        .at("x", x)
        .at("y", y)
        .at("width", Math.max(0, width))
        .at("height", Math.max(0, height));
  }

  /** A circle. */
  public static SvgElement circle(double x, double y, double radius) {
    return new SvgElement("circle").at("cx", x).at("cy", y).at("r", radius);
  }

  /** A path. */
  public static SvgElement path(PathData data) {
    return new SvgElement("path").attr("d", data.toString());
  }

  /** A raster image given as a data URI. */
  public static SvgElement image(double x, double y, double width, double height, String uri) {
    return new SvgElement("image")
        .at("x", x)
        .at("y", y)
        .at("width", width)
        .at("height", height)
        .attr("href", uri)
        .attr("preserveAspectRatio", "none");
  }

  /** A line of text. */
  public static SvgElement text(double x, double y, String text, TextAnchor anchor) {
    return new SvgElement("text")
        .at("x", x)
        .at("y", y)
        .attr("text-anchor", anchor.attribute())
        .withText(text);
  }

  /** The same element with classes of the style sheet. */
  public SvgElement styled(String styleClass) {
    return attr("class", styleClass);
  }

  /** The same element with a tooltip. */
  public SvgElement titled(String title) {
    return with(new SvgElement("title").withText(title));
  }

  /** The same element turned about a point, in degrees clockwise. */
  public SvgElement rotated(double degrees, double x, double y) {
    return attr("transform", "rotate(" + number(degrees) + " " + number(x) + " " + number(y) + ")");
  }

  /** The same element with its opacity, 0 to 1. */
  public SvgElement opacity(double opacity) {
    return at("fill-opacity", opacity);
  }

  /** The same element with a numeric attribute. */
  public SvgElement at(String attribute, double value) {
    return attr(attribute, number(value));
  }

  static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a coordinate must be finite, not " + value);
    }
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }
}
