package io.stillhouse.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One reader at the dashboard. Whatever the pages complain of, or ask of others, is remembered. */
final class Visit implements AutoCloseable {
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  private final BrowserContext context;
  private final Page page;
  private final String address;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> strangers = new ArrayList<>();

  private Visit(BrowserContext context, String address) {
    this.context = context;
    this.address = address;
    this.page = context.newPage();
    page.setDefaultTimeout(15_000);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.type() + ": " + message.text() + " at " + message.location());
          }
        });
    page.onPageError(error -> complaints.add("uncaught: " + error));
    context.onRequest(
        request -> {
          if (!request.url().startsWith(address) && !request.url().startsWith("data:")) {
            strangers.add(request.url());
          }
        });
  }

  /** A visit with a window of some width, in a theme. */
  static Visit of(Browser browser, String address, int width, ColorScheme theme) {
    return new Visit(
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, 860)
                .setColorScheme(theme)
                .setAcceptDownloads(true)),
        address);
  }

  Page page() {
    return page;
  }

  /** Opens a view by the part of its address behind {@code #}. */
  Page open(String view) {
    page.navigate(address + "#" + view);
    return page;
  }

  /** Requires that what is seen now has no grave problem of accessibility, and fits the window. */
  void requireAccessible(String where) {
    AxeResults results = new AxeBuilder(page).setLegacyMode(true).analyze();
    assertThat(results.getViolations())
        .as("accessibility of %s", where)
        .filteredOn(rule -> GRAVE.contains(rule.getImpact()))
        .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
        .isEmpty();
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as("%s fits the window", where)
        .isTrue();
  }

  /** The same in one theme after the other, without loading anything again. */
  void requireAccessibleInBothThemes(String where) {
    for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      requireAccessible(where + ", " + theme);
    }
  }

  /** Requires that nothing was complained of, and nobody else was asked for anything. */
  void requireQuiet() {
    assertThat(complaints).as("console").isEmpty();
    assertThat(strangers).as("requests to others").isEmpty();
  }

  @Override
  public void close() {
    context.close();
  }
}
