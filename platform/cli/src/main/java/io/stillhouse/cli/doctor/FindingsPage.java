package io.stillhouse.cli.doctor;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.text.Json;
import io.stillhouse.cli.text.Style;
import io.stillhouse.launch.Finding;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows findings: a line for each, and below it what to do. */
public final class FindingsPage {
  private static final String INDENT = "    ";

  private final CliEnvironment environment;

  public FindingsPage(CliEnvironment environment) {
    this.environment = environment;
  }

  public void print(List<Finding> findings) {
    PrintWriter out = environment.out();
    Style style = environment.terminal().outStyle();
    int width = findings.stream().mapToInt(finding -> finding.subject().length()).max().orElse(0);
    for (Finding finding : findings) {
      String gap = " ".repeat(width - finding.subject().length() + 2);
      out.println(
          sign(finding.status(), style)
              + " "
              + style.bold(finding.subject())
              + gap
              + finding.found());
      finding.remedy().ifPresent(remedy -> out.println(INDENT + remedy));
    }
    out.flush();
  }

  public void json(List<Finding> findings) {
    Json.print(environment.out(), findings.stream().map(FindingsPage::json).toList());
  }

  private static Map<String, Object> json(Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("subject", finding.subject());
    json.put("status", finding.status().name().toLowerCase(Locale.ROOT));
    json.put("found", finding.found());
    finding.remedy().ifPresent(remedy -> json.put("remedy", remedy));
    return json;
  }

  private static String sign(Finding.Status status, Style style) {
    return switch (status) {
      case OK -> style.green(style.glyphs().succeeded());
      case WARNING -> style.yellow(style.glyphs().canceled());
      case FAILED -> style.red(style.glyphs().failed());
    };
  }
}
