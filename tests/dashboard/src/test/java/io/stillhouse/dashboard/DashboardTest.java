package io.stillhouse.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import io.stillhouse.platforms.Installation;
import io.stillhouse.platforms.Installation.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader walks through the dashboard of a server whose store has two real runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>";
  private static final double A_RUN = 240_000;

  private Chromium chromium;
  private ServerProcess server;

  @BeforeAll
  void makeTwoRuns(@TempDir Path workspace) throws Exception {
    chromium = Chromium.start();
    Installation installation = Installation.ofThisBuild();
    SmallQuickstart quickstart =
        SmallQuickstart.write(
            installation, Files.createDirectory(workspace.resolve("definitions")));
    Run runs = new Run(installation, workspace, quickstart.definition());
    runs.make("digits", "first seed", "seed=1", "epochs=1");
    runs.make("digits", HOSTILE, "seed=2", "epochs=1");
    // The same teachers, of which the cache knows; another student.
    runs.make("trials", "one epoch", "seed=1", "epochs=1");
    runs.make("trials", "two epochs", "seed=1", "epochs=2");
    server = ServerProcess.start(installation, workspace, quickstart.folder());
  }

  /** How runs of the quickstart are made: small ones. */
  private record Run(Installation installation, Path workspace, Path definition) {
    void make(String experiment, String name, String... parameters) throws Exception {
      List<String> command =
          new ArrayList<>(List.of("run", definition.toString(), "--experiment", experiment));
      command.addAll(List.of("--label", "name=" + name));
      List<String> all = new ArrayList<>(List.of(parameters));
      all.addAll(List.of("teacherEpochs=1", "hintEpochs=1", "views=1"));
      all.forEach(parameter -> command.addAll(List.of("-p", parameter)));
      Output output = installation.run(workspace, command.toArray(String[]::new));
      assertThat(output.exit()).as(output.toString()).isZero();
    }
  }

  @AfterAll
  void end() throws Exception {
    if (server != null) {
      server.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  private Visit visit() {
    return Visit.of(chromium.browser(), server.address(), 1280, ColorScheme.LIGHT);
  }

  private static LocatorAssertions.IsVisibleOptions patiently() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(A_RUN);
  }

  @Test
  void theListIsFilteredOrderedAndReadByKeys() {
    try (Visit visit = visit()) {
      Page page = visit.open("/runs?experiment=digits");
      Locator rows = page.locator("table.runs tbody tr[aria-rowindex]");
      assertThat(rows).hasCount(2);
      // Names of users are text.
      assertThat(page.getByText(HOSTILE)).isVisible();
      assertThat(page.locator("main img")).hasCount(0);

      page.keyboard().press("/");
      page.keyboard().type("labels.name = \"first seed\"");
      page.keyboard().press("Enter");
      assertThat(rows).hasCount(1);
      assertThat(page).hasURL(Pattern.compile("filter="));
      page.reload();
      assertThat(rows).hasCount(1);

      page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Filter runs"))
          .fill("colour = 3");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("colour");

      visit.open("/runs?experiment=digits&order=run");
      assertThat(rows).hasCount(2);
      assertThat(page.locator("th[aria-sort=ascending]")).containsText("Run");
      page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Runs")).click();
      page.keyboard().press("j");
      page.keyboard().press("x");
      page.keyboard().press("j");
      page.keyboard().press("x");
      assertThat(page.getByText("2 runs selected")).isVisible();
      visit.requireAccessible("the list with a selection");
      page.keyboard().press("c");
      assertThat(
              page.getByRole(
                  AriaRole.HEADING, new Page.GetByRoleOptions().setName("Compare 2 runs")))
          .isVisible();
    }
  }

  @Test
  void aRunShowsItsGraphVerdictLogsCurvesAndArtifacts() {
    try (Visit visit = visit()) {
      Page page = visit.open("/runs");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("first seed")).click();
      assertThat(page.locator(".graph .node")).hasCount(10);
      assertThat(page.locator(".verdict"))
          .containsText(Pattern.compile("Distillation|Inconclusive"));
      assertThat(page.locator("table.figures").first()).containsText("ensemble of teachers");

      page.locator(".graph .node", new Page.LocatorOptions().setHasText("student")).click();
      assertThat(page.getByRole(AriaRole.LOG)).containsText("epoch 1 of 1");
      page.keyboard().press("/");
      page.keyboard().type("epoch 1");
      assertThat(page.locator(".log mark").first()).hasText("epoch 1");

      tab(page, "Timeline");
      assertThat(page.locator(".timeline-rows li")).hasCount(10);
      tab(page, "Curves");
      assertThat(page.locator("figure.curve canvas").first()).isVisible();
      tab(page, "Artifacts");
      assertThat(page.getByLabel("Contact sheet of the dataset")).isVisible();
      page.getByRole(
              AriaRole.BUTTON,
              new Page.GetByRoleOptions().setName(Pattern.compile("evaluate . report")))
          .click();
      Download download =
          page.waitForDownload(
              () ->
                  page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Download"))
                      .click());
      assertThat(download.suggestedFilename()).isEqualTo("report.html");
      tab(page, "Lineage");
      assertThat(page.locator("#tab-panel .node").first()).isVisible();
      visit.requireQuiet();
    }
  }

  private static void tab(Page page, String name) {
    page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name)).click();
  }

  @Test
  void twoRunsAreHeldAgainstEachOther() {
    try (Visit visit = visit()) {
      Page page = visit.open("/runs?experiment=digits");
      page.getByLabel("Select every run that is loaded").check();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Compare")).click();
      // The runs differ in their seed only, so they are one group.
      assertThat(page.locator("#section-verdict table tbody tr")).hasCount(1);
      assertThat(page.locator("#section-parameters tbody th").first()).hasText("seed");
      assertThat(page.locator("#section-curves figure.curve").first()).isVisible();
      assertThat(page.locator("#section-confusion figure")).hasCount(2);
      page.locator(".four-cell").first().click();
      assertThat(page.locator(".example canvas").first()).isVisible();
      page.keyboard().press("Escape");
      assertThat(page.locator("dialog")).hasCount(0);
      visit.requireQuiet();
    }
  }

  @Test
  void withOneSeedASideTheVerdictRestsOnTheImages() {
    try (Visit visit = visit()) {
      Page page = visit.open("/runs?experiment=trials");
      page.getByLabel("Select every run that is loaded").check();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Compare")).click();
      Locator verdict = page.locator("#section-verdict table tbody tr").nth(1);
      assertThat(verdict).containsText(Pattern.compile("better|worse|inconclusive"));
      assertThat(verdict).containsText("paired bootstrap over the");
      assertThat(verdict).containsText(Pattern.compile("[0-9] images"));
      // Most steps came from the cache; they had the parameters of the run that carried them out.
      Locator differing = page.locator("#section-parameters tbody th");
      assertThat(differing.first()).hasText("epochs");
      assertThat(differing.allTextContents()).allMatch(name -> name.endsWith("epochs"));
      visit.requireQuiet();
    }
  }

  @Test
  void aRunBecomesTheChampionAndIsTakenBack() {
    try (Visit visit = visit()) {
      Page page = visit.open("/experiments/trials");
      Locator section = page.locator("#section-champion");
      assertThat(section).containsText("No run is trials@champion yet.");
      promote(visit, "one epoch", "the first one");
      assertThat(section.locator(".champion")).containsText("one epoch");
      assertThat(section).containsText("“the first one”");
      promote(visit, "two epochs", "learned longer");
      assertThat(section.locator(".champion")).containsText("two epochs");
      visit.requireAccessible("the experiment with a champion");

      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Roll back")).click();
      Locator dialog = page.getByRole(AriaRole.DIALOG);
      dialog.getByLabel("Why").fill("it was luck");
      dialog
          .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Roll back"))
          .click();
      assertThat(section.locator(".champion")).containsText("one epoch");
      page.getByText("History: 3 decisions").click();
      assertThat(section.locator("details tbody tr").first()).containsText("rolled back to 1");

      page.getByLabel("Gate").fill("student.accuracy >= baseline.student.accuracy + 2");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Judge")).click();
      assertThat(section).containsText("fails the gate");
      assertThat(page).hasURL(Pattern.compile("gate="));
      visit.requireQuiet();

      section.locator(".champion a").click();
      assertThat(page.locator(".tag-alias")).hasText("champion");
    }
  }

  private static void promote(Visit visit, String run, String why) {
    Page page = visit.page();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Promote " + run)).click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Why").fill(why);
    visit.requireAccessible("the question before a promotion");
    dialog
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Promote").setExact(true))
        .click();
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
  }

  @Test
  void aRunIsLaunchedFromTheBrowserAndWatchedToItsEnd() {
    try (Visit visit = visit()) {
      Page page = visit.open("/launch?pipeline=quickstart");
      assertThat(page.getByText("valid", new Page.GetByTextOptions().setExact(true))).isVisible();
      // The editor comes after what surrounds it.
      assertThat(page.locator(".CodeMirror")).isVisible();
      // A slip is told at its line, and nothing can be launched with it.
      page.evaluate(
          "() => { const editor = document.querySelector('.CodeMirror').CodeMirror;"
              + " editor.replaceRange('componant: x\\n', {line: editor.lineCount() - 1, ch: 0}, undefined, '+input'); }");
      assertThat(page.locator(".problems li").first()).isVisible();
      assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Launch")))
          .isDisabled();
      page.evaluate("() => document.querySelector('.CodeMirror').CodeMirror.undo()");
      assertThat(page.getByText("valid", new Page.GetByTextOptions().setExact(true))).isVisible();

      // Another student of teachers that the cache knows: the rest is watched as well.
      for (String name : List.of("teacherEpochs", "hintEpochs", "views")) {
        page.locator("#parameter-" + name).fill("1");
      }
      page.locator("#parameter-epochs").fill("3");
      page.getByLabel("Name").fill("from the browser");
      page.getByLabel("Experiment").fill("by-hand");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Plan")).click();
      assertThat(page.locator(".plan .node")).hasCount(10);
      visit.requireAccessible("the launch page with a plan");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Launch")).click();

      assertThat(
              page.getByRole(
                  AriaRole.HEADING, new Page.GetByRoleOptions().setName("from the browser")))
          .isVisible();
      assertThat(page.locator(".graph .node")).hasCount(10);
      assertThat(page.locator(".page-head .state-succeeded")).isVisible(patiently());
      tab(page, "Result");
      assertThat(page.locator(".verdict")).isVisible();
      visit.requireQuiet();
    }
  }

  /** A trigger whose runs the cache knows already. */
  private static String trigger(String name, String pipeline) {
    return """
        apiVersion: stillhouse.io/v1
        kind: Trigger
        metadata: {name: %s, description: Every night.}
        pipeline: %s
        experiment: by-night
        parameters: {seed: 1, epochs: 1, teacherEpochs: 1, hintEpochs: 1, views: 1}
        concurrency: skip
        paused: false # for now
        schedule: {cron: '30 2 * * *', timeZone: Europe/Zurich}
        """
        .formatted(name, pipeline);
  }

  private static void write(Page page, String text) {
    assertThat(page.locator(".CodeMirror")).isVisible();
    page.evaluate(
        "text => { const editor = document.querySelector('.CodeMirror').CodeMirror;"
            + " editor.replaceRange(text, {line: 0, ch: 0}, {line: editor.lineCount(), ch: 0}, '+input'); }",
        text);
  }

  @Test
  void aTriggerIsMadeFiredPausedAndDeleted() {
    try (Visit visit = visit()) {
      Page page = visit.open("/triggers?new=yes");
      write(page, trigger("by-hand", "quickstrat"));
      assertThat(page.locator(".line-problem")).containsText("did you mean quickstart");
      write(page, trigger("by-hand", "quickstart"));
      assertThat(page.locator(".line-problem")).hasCount(0);
      button(page, "Create").click();
      assertThat(page.locator(".page-head .state")).hasText("active");
      assertThat(page.locator(".facts")).containsText("02:30");
      assertThat(page.locator(".facts")).containsText("Europe/Zurich");

      button(page, "Fire now").click();
      page.getByRole(AriaRole.DIALOG).getByLabel("Other parameters").fill("seed");
      button(page, "Fire").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("is not name=value");
      page.getByRole(AriaRole.DIALOG).getByLabel("Other parameters").fill("seed=1");
      button(page, "Fire").click();
      Locator event = page.locator("#tab-panel tbody tr");
      assertThat(event.locator(".state-succeeded")).isVisible(patiently());
      assertThat(event).containsText("by hand");
      assertThat(event).containsText("epochs=1");
      String run = event.getByRole(AriaRole.LINK).textContent();

      button(page, "Pause").click();
      assertThat(page.locator(".page-head .state")).hasText("paused");
      assertThat(button(page, "Fire now")).isDisabled();
      tab(page, "Text");
      assertThat(page.locator(".CodeMirror")).containsText("paused: true # for now");
      assertThat(page).hasURL(Pattern.compile("tab=text"));

      // The one thing that a list is for: what came of it last.
      visit.open("/triggers");
      Locator row = page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName("by-hand"));
      assertThat(row).containsText("paused");
      assertThat(row).containsText(run);
      row.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("by-hand")).click();
      button(page, "Delete").click();
      button(page, "Delete the trigger").click();
      assertThat(row).hasCount(0);
    }
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 390})
  void everyPageIsAccessibleInBothThemesAndFitsTheWindow(int width) {
    try (Visit visit = Visit.of(chromium.browser(), server.address(), width, ColorScheme.LIGHT)) {
      Page page = visit.open("/runs");
      Locator run =
          page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("first seed"));
      assertThat(run).isVisible();
      visit.requireAccessibleInBothThemes("the list");
      String address = run.getAttribute("href").substring(1);
      for (String tab :
          List.of("result", "step", "timeline", "curves", "artifacts", "lineage", "definition")) {
        visit.open(address + "?tab=" + tab);
        assertThat(page.locator("#tab-panel > *").first()).isVisible();
        page.waitForCondition(() -> page.getByText("Loading").count() == 0);
        visit.requireAccessibleInBothThemes("tab " + tab);
      }
      visit.open("/compare?runs=" + address.substring("/runs/".length()));
      assertThat(page.locator("#section-curves figure.curve").first()).isVisible();
      visit.requireAccessibleInBothThemes("the comparison");
      visit.open("/experiments/digits");
      assertThat(page.locator("#section-best")).isVisible();
      visit.requireAccessibleInBothThemes("the experiment");
      visit.open("/experiments");
      assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("digits")))
          .isVisible();
      visit.requireAccessibleInBothThemes("the experiments");
      visit.open("/sweeps");
      assertThat(page.getByText("No sweeps yet")).isVisible();
      visit.requireAccessibleInBothThemes("the sweeps");
      // Applied again it is no other, so that every width may.
      page.request()
          .post(
              server.address() + "v1/triggers:apply",
              RequestOptions.create().setData(Map.of("source", trigger("nightly", "quickstart"))));
      visit.open("/triggers");
      assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("nightly")))
          .isVisible();
      visit.requireAccessibleInBothThemes("the triggers");
      for (String tab : List.of("events", "times", "text")) {
        visit.open("/triggers/nightly?tab=" + tab);
        assertThat(page.locator("#tab-panel > *").first()).isVisible();
        visit.requireAccessibleInBothThemes("tab " + tab + " of a trigger");
      }
      visit.requireQuiet();
    }
  }
}
