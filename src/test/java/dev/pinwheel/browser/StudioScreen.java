package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.KeyboardModifier;
import com.microsoft.playwright.options.MouseButton;
import dev.pinwheel.browser.modules.LongNames;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Every view and dialog of the Studio, over the data of {@link ManyRuns}, and how to get there. The
 * way ends when the screen is visible.
 */
enum StudioScreen {
  RUNS(at("/runs?workspace=production"), studio -> rowOf(studio, "users / remind")),
  NO_RUN_FITS(
      at("/runs?workspace=production&q=nothingfitsthis"),
      studio -> studio.main().getByText("No matching runs")),
  WORKFLOWS(
      at("/workflows?workspace=production"),
      studio -> studio.page().getByTestId("run-users-welcome")),
  WORKFLOW_OPEN(
      at("/workflows?workspace=production&open=users%2Fremind"),
      studio ->
          inView(
              studio
                  .page()
                  .getByTestId("trend-users-remind")
                  .getByRole(AriaRole.GROUP)
                  .getByRole(AriaRole.LINK)
                  .last())),
  WORKFLOW_OF_LONG_NAMES_FROM_A_CHILD(
      at(
          "/workflows?workspace=development&bases=no&open="
              + LongNames.MODULE
              + "%2F"
              + LongNames.WORKFLOW),
      studio ->
          inView(
              studio
                  .page()
                  .getByTestId("trend-" + LongNames.MODULE + "-" + LongNames.WORKFLOW)
                  .getByText("No run has ended yet."))),
  TREND_AS_A_TABLE(
      at("/workflows?workspace=production&open=users%2FwelcomeAll"),
      studio -> {
        Locator trend = studio.page().getByTestId("trend-users-welcomeAll");
        trend.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Table")).click();
        return inView(trend.getByRole(AriaRole.TABLE));
      }),
  RUNS_OF_A_STRETCH(
      at("/runs?workspace=production&from=2020-01-01T00:00:00Z&order=submission"),
      studio -> studio.page().getByTestId("clear-range")),
  RUNS_OVER_TIME_AS_A_TABLE(
      at("/runs?workspace=production"),
      studio -> {
        Locator picture = studio.page().getByTestId("runs-over-time");
        picture.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Table")).click();
        return picture.getByRole(AriaRole.TABLE);
      }),
  STALE_RUNS_MARKED(
      at("/runs?workspace=staging&status=stale"), studio -> studio.page().getByTestId("list-note")),
  NOTHING_HAS_RUN(
      at("/runs?workspace=" + ManyRuns.EMPTY_WORKSPACE),
      studio -> studio.main().getByText("Nothing has run in")),
  WORKSPACES(
      at("/workspaces?workspace=production"),
      studio -> link(studio.page().getByTestId("workspaces"), "development/joe")),
  WORKERS(
      at("/workers?workspace=production"),
      studio ->
          studio
              .page()
              .getByTestId("workers")
              .getByText("embedded worker", new Locator.GetByTextOptions().setExact(true))),
  QUEUE(
      at("/queue?workspace=production&section=due"),
      studio -> studio.page().getByTestId("section-due")),
  WORKSPACE_MENU(
      at("/workspaces?workspace=production"),
      studio -> {
        studio.page().getByTestId("workspace-actions").nth(1).click();
        return menuItem(studio, "Rename…");
      }),
  RUN_ROW_MENU(
      at("/runs?workspace=production"),
      studio -> {
        rowOf(studio, "users / remind")
            .click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
        return menuItem(studio, "New run with these arguments…");
      }),
  STATUS_FILTER(
      at("/runs?workspace=production"),
      studio -> {
        studio.page().getByTestId("filter-status").click();
        return studio.page().getByRole(AriaRole.OPTION).first();
      }),
  RUNS_BY_ERROR(
      at("/runs?workspace=production&since=ever&group=error"),
      studio -> studio.page().getByTestId("error-group-row").first()),
  RUNS_OF_AN_ERROR(
      studio -> {
        studio.goTo("/runs?workspace=production&since=ever&group=error");
        studio
            .page()
            .getByTestId("error-group-row")
            .first()
            .getByRole(AriaRole.BUTTON)
            .first()
            .click();
      },
      studio -> studio.page().getByTestId("error-group")),
  RUNS_SELECTED(
      at("/runs?workspace=development"),
      studio -> {
        checks(studio).nth(1).click();
        checks(studio)
            .nth(3)
            .click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
        return studio.page().getByTestId("selection-count").getByText("3 runs selected");
      }),
  BULK_RE_RUN(
      at("/runs?workspace=development&status=done&since=ever"),
      studio -> {
        DialogPart dialog = bulkDialog(studio, "bulk-rerun");
        assertThat(dialog.button()).hasText("Re-run 59 runs in development");
        return dialog.field("plan-summary").getByText("of work not repeated");
      }),
  BULK_RE_RUN_THAT_IS_REFUSED_FOR_SOME(
      at("/runs?workspace=development&since=ever"),
      studio -> {
        DialogPart dialog = bulkDialog(studio, "bulk-rerun");
        dialog.field("other-workspace").click();
        dialog.field("location-staging").click();
        return dialog.field("bulk-refused").getByText("There is no step").first();
      }),
  SAVE_VIEW(
      at("/runs?workspace=production&status=failed"),
      studio -> {
        studio.page().getByTestId("views").click();
        menuItem(studio, "Save these filters as a view…").click();
        return studio.page().getByTestId("view-name");
      }),
  MANAGE_VIEWS(
      at("/runs?workspace=production&status=done"),
      studio -> {
        studio.page().getByTestId("views").click();
        menuItem(studio, "Save these filters as a view…").click();
        new DialogPart(studio.page(), "view-name-dialog").submit();
        assertThat(studio.page().getByTestId("views")).hasText("View: Done, last 7 days");
        studio.page().getByTestId("views").click();
        menuItem(studio, "Manage views…").click();
        return studio.page().getByTestId("views-dialog").getByText("Done, last 7 days").first();
      }),
  ACCESS_WITHOUT_USERS(
      atServer("/access"),
      studio -> studio.page().getByText("Nobody has to sign in on this server")),
  ACTIVITY(atServer("/activity"), studio -> studio.page().getByTestId("activity")),
  SERVERS(atServer("/servers"), studio -> studio.page().getByText("Serves people")),
  THEME_MENU(
      at("/runs?workspace=production"),
      studio -> {
        studio.page().getByTestId("theme").click();
        return studio.page().getByText("Dark", new Page.GetByTextOptions().setExact(true));
      }),
  GRAPH(at(ManyRuns.WELCOME, "", "production"), studio -> nodeOf(studio, "fetchUser")),
  GRAPH_FROM_A_CHILD(at(ManyRuns.WELCOME, "", "development"), s -> nodeOf(s, "fetchUser")),
  GRAPH_THAT_FAILED(at(ManyRuns.FAILED, "", "production"), s -> nodeOf(s, "loadTable")),
  GRAPH_COLLAPSED(at(ManyRuns.WIDE, "", "production"), s -> nodeOf(s, "square")),
  GRAPH_OF_A_PAUSED_RUN(
      at(ManyRuns.PAUSED, "", ManyRuns.PAUSED_WORKSPACE), s -> nodeOf(s, "welcome")),
  GRAPH_THAT_WAS_CANCELLED(at(ManyRuns.CANCELLED, "", "staging"), s -> nodeOf(s, "slow")),
  LONG_NAMES_FROM_A_LONG_NAME(
      studio -> {
        studio.goTo("/runs/" + ManyRuns.LONG + "?workspace=" + ManyRuns.LONG_WORKSPACE);
        nodeOf(studio, LongNames.FAILING).click();
      },
      s -> panelTab(s, "overview")),
  STEPS_OF_LONG_NAMES(
      at(ManyRuns.LONG, "/steps", "production"),
      s -> s.page().getByTestId("steps-grid").getByText(LongNames.TASK).first()),
  LOGS_OF_LONG_NAMES(
      at(ManyRuns.LONG, "/logs", "production"),
      s -> s.page().getByTestId("logs").getByText("Line 1 of")),
  CARD(
      studio -> {
        studio.goTo("/runs/" + ManyRuns.WIDE + "?workspace=production");
        nodeOf(studio, "square").click();
      },
      studio -> studio.page().getByTestId("card-members")),
  NODE_MENU(
      at(ManyRuns.WELCOME, "", "development"),
      studio -> {
        nodeOf(studio, "fetchUser").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
        return menuItem(studio, "Re-run…");
      }),
  ACTIVITY_OF_A_RUN(
      at(ManyRuns.WELCOME, "", "development"),
      studio -> {
        studio.page().getByTestId("run-activity").click();
        return studio.page().getByTestId("run-activity-dialog").getByText("re-ran a step").first();
      }),
  RE_RUN_MENU(
      at(ManyRuns.WELCOME, "", "development"),
      studio -> {
        studio.page().getByTestId("rerun-more").click();
        return menuItem(studio, "New run with these arguments…");
      }),
  TIMELINE(at(ManyRuns.WELCOME, "/timeline", "production"), s -> timelineRow(s, "fetchUser")),
  TIMELINE_FROM_A_CHILD(
      at(ManyRuns.WELCOME, "/timeline", "development"), s -> timelineRow(s, "fetchUser")),
  TIMELINE_THAT_FAILED(
      at(ManyRuns.FAILED, "/timeline", "production"), s -> timelineRow(s, "checkMonth")),
  TIMELINE_OF_LONG_NAMES(
      at(ManyRuns.LONG, "/timeline", "production"), s -> timelineRow(s, LongNames.TASK)),
  STEPS_FROM_A_CHILD(
      at(ManyRuns.WELCOME, "/steps", "development"), studio -> rowOf(studio, "fetchUser")),
  STEPS(at(ManyRuns.WIDE, "/steps", "production"), studio -> rowOf(studio, "square")),
  STEPS_THAT_FAILED(
      at("/runs/" + ManyRuns.FAILED + "/steps?workspace=production&only=failed"),
      studio -> rowOf(studio, "checkMonth")),
  STEPS_IN_ANOTHER_ORDER(
      at("/runs/" + ManyRuns.WELCOME + "/steps?workspace=development&sort=-took"),
      studio -> rowOf(studio, "Called by")),
  NO_STEP_FITS(
      at("/runs/" + ManyRuns.WELCOME + "/steps?workspace=development&find=nothingfitsthis"),
      studio -> studio.main().getByText("No step matches.")),
  STEP_ROW_MENU(
      at(ManyRuns.WELCOME, "/steps", "development"),
      studio -> {
        rowOf(studio, "sendEmail").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
        return menuItem(studio, "Copy arguments");
      }),
  LOGS(
      at(ManyRuns.WELCOME, "/logs", "production"),
      studio -> studio.page().getByTestId("logs").getByText("Ada Lovelace")),
  OVERVIEW(panel("overview"), studio -> panelTab(studio, "overview")),
  MEMO(panel("memo"), studio -> panelTab(studio, "memo")),
  MEMO_WITH_REASONS(
      at("/runs/" + ManyRuns.ROLL_OUT + "?workspace=staging&step=4&tab=memo"),
      studio -> inView(studio.page().getByTestId("memo-reuse"))),
  COMPARE(
      at("/runs/" + ManyRuns.ROLL_OUT + "?workspace=staging&step=1&tab=compare"),
      studio -> studio.page().getByTestId("compare-calls")),
  MEMO_WITH_ADVICE(
      at("/runs/" + ManyRuns.STAMPED + "?workspace=staging&step=3&tab=memo"),
      studio -> studio.page().getByTestId("memo-advice-stamp")),
  WORKFLOWS_WITH_ADVICE(
      at("/workflows?workspace=staging"),
      studio -> inView(studio.page().getByTestId("memo-advice-stamp"))),
  PANEL_LOGS(panel("logs"), studio -> panelTab(studio, "logs")),
  CALLS(panel("calls"), studio -> panelTab(studio, "calls")),
  ERROR(
      at("/runs/" + ManyRuns.FAILED + "?workspace=production&step=1"),
      studio -> studio.page().getByTestId("failure")),
  RUN_NOT_VISIBLE(
      at(ManyRuns.HIDDEN, "", "production"),
      studio -> studio.page().getByTestId("run-not-visible")),
  NOT_FOUND(at("/runs/bogus?workspace=production"), StudioPage::errorPage),
  SWITCHER_FROM_A_DEEP_WORKSPACE(
      at("/runs?workspace=" + ManyRuns.DEEP_WORKSPACE),
      studio -> studio.openSwitcher().getByText("try-16").first()),
  SWITCHER(
      at("/runs?workspace=development"),
      studio -> studio.openSwitcher().getByTestId("workspace-option").nth(3)),
  NEW_WORKSPACE(at("/runs?workspace=production"), studio -> studio.openNewWorkspace().button()),
  RENAME(at("/workspaces?workspace=production"), s -> workspaceDialog(s, "Rename…", "rename")),
  CHANGE_BASE(
      at("/workspaces?workspace=production"),
      studio -> workspaceDialog(studio, "Change base…", "change-base")),
  RETENTION(
      at("/workspaces?workspace=production"), s -> workspaceDialog(s, "Retention…", "retention")),
  ARCHIVE(at("/workspaces?workspace=production"), s -> workspaceDialog(s, "Archive…", "confirm")),
  PALETTE(
      at(ManyRuns.WELCOME, "", "development"),
      studio -> {
        assertThat(nodeOf(studio, "fetchUser")).isVisible();
        return new PalettePart(studio.page()).open().option("Re-run whole run…");
      }),
  PALETTE_WITH_RESULTS(
      at("/runs?workspace=development"),
      studio -> new PalettePart(studio.page()).open().type("u").option("userId u1").first()),
  PALETTE_WITHOUT_RESULTS(
      at("/runs?workspace=development"),
      studio ->
          new PalettePart(studio.page())
              .open()
              .type("nothingfitsthis")
              .status()
              .filter(new Locator.FilterOptions().setHasText("Nothing found"))),
  HELP(
      at("/runs?workspace=production"),
      studio -> {
        studio.page().getByTestId("help").click();
        return studio.page().getByTestId("letter-keys");
      }),
  RUN(
      at("/workflows?workspace=production"),
      studio -> studio.openRunDialog("users", "welcomeAll").button()),
  RUN_WITH_AN_ERROR(
      at("/workflows?workspace=production"),
      studio -> {
        RunDialogPart dialog = studio.openRunDialog("users", "welcomeAll");
        dialog.argument("userIds").fill("[1");
        dialog.button().click();
        Locator field = dialog.argumentField("userIds");
        assertThat(field).containsText("Not valid JSON: it ends too early");
        return field;
      }),
  RE_RUN(
      at(ManyRuns.WELCOME, "", "development"),
      studio -> new RunPagePart(studio.page()).openRerunWhole().button()),
  RE_RUN_WITH_ITS_PLAN(
      at(ManyRuns.WELCOME, "", "development"),
      studio -> {
        PlanPart plan = new PlanPart(new RunPagePart(studio.page()).openRerunWhole());
        for (String planned : List.of("will-be-reused", "will-run")) {
          plan.opener(planned).click();
        }
        return plan.row("will-run").getByText("last time").first();
      }),
  RE_RUN_WITH_A_REASON(
      at(ManyRuns.WELCOME, "", "production"),
      studio -> {
        RerunDialogPart dialog = new RunPagePart(studio.page()).openRerunWhole();
        dialog.field("add-reason").click();
        return dialog.field("rerun-reason");
      }),
  STALE_CALLERS(
      at("/runs/" + ManyRuns.STALE + "?workspace=staging&step=1"),
      studio -> {
        studio.page().getByTestId("rerun-stale-callers").click();
        DialogPart dialog = new DialogPart(studio.page(), "stale-callers-dialog");
        assertThat(dialog.button()).hasText("Re-run 2 steps in staging");
        return dialog.field("stale-callers").getByText("will run").first();
      }),
  COMPARE_WITH_THE_BASE(
      at("/runs/" + ManyRuns.WELCOME + "?workspace=development&compare=workspace:production"),
      studio -> studio.page().getByTestId("compare-sides")),
  COMPARE_TWO_ATTEMPTS(
      at("/runs/" + ManyRuns.ROLL_OUT + "?workspace=staging&compare=attempt:1"),
      studio -> studio.page().getByTestId("compare-lines")),
  COMPARE_OF_LONG_NAMES(
      at(
          "/runs/%s?workspace=%s&compare=workspace:production"
              .formatted(ManyRuns.LONG, ManyRuns.LONG_WORKSPACE)),
      studio -> studio.page().getByTestId("compare-sides")),
  COMPARE_WHAT_IS_NOT_VISIBLE(
      at("/runs/" + ManyRuns.WELCOME + "?workspace=production&compare=run:" + ManyRuns.HIDDEN),
      studio -> studio.page().getByTestId("compare-refused").getByText("production cannot see")),
  RE_RUN_IN_A_NEW_CHILD(
      at(ManyRuns.WELCOME, "", "production"),
      studio -> {
        RerunDialogPart dialog = new RunPagePart(studio.page()).openRerunWhole();
        dialog.self().getByText("New child workspace…").click();
        return dialog.field("child-name");
      }),
  /** From here on, screens leave runs behind that go on. */
  RUN_THAT_GOES_ON(StudioScreen::startSlowRun, studio -> studio.page().getByTestId("tell-me")),
  CANCEL(
      StudioScreen::startSlowRun,
      studio -> {
        studio.page().getByTestId("cancel-run").click();
        return new DialogPart(studio.page(), "cancel-dialog").button();
      }),
  BULK_CANCEL(
      studio -> {
        startSlowRun(studio);
        assertThat(studio.page().getByTestId("tell-me")).isVisible();
        studio.goTo("/runs?workspace=production");
      },
      studio -> {
        DialogPart dialog = bulkDialog(studio, "bulk-cancel");
        assertThat(dialog.field("bulk-refused")).isVisible();
        return dialog.button();
      });

  /** Shows something and returns a part of it. */
  private interface Sight {
    Locator of(StudioPage studio);
  }

  private final Consumer<StudioPage> way;
  private final Sight sight;

  StudioScreen(Consumer<StudioPage> way, Sight sight) {
    this.way = way;
    this.sight = sight;
  }

  void goThere(StudioPage studio) {
    way.accept(studio);
    assertThat(sight.of(studio)).isVisible();
  }

  /** Those of the page of a run, without dialogs. */
  static EnumSet<StudioScreen> ofARun() {
    return EnumSet.range(GRAPH, ERROR);
  }

  /** For file names. */
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private static Consumer<StudioPage> at(String address) {
    return studio -> studio.goTo(address);
  }

  /** What belongs to no workspace. */
  private static Consumer<StudioPage> atServer(String address) {
    return studio -> studio.page().navigate(address);
  }

  private static Consumer<StudioPage> at(String run, String view, String workspace) {
    return at("/runs/" + run + view + "?workspace=" + workspace);
  }

  private static Consumer<StudioPage> panel(String tab) {
    return studio -> {
      studio.goTo("/runs/" + ManyRuns.WELCOME + "?workspace=development");
      RunPagePart run = new RunPagePart(studio.page());
      run.nodesOf("fetchUser").click();
      run.panel().open(tab);
    };
  }

  private static Locator panelTab(StudioPage studio, String tab) {
    return studio.page().getByTestId("panel-" + tab);
  }

  private static Locator inView(Locator part) {
    assertThat(part).isVisible();
    // Not scrollIntoViewIfNeeded: it fails when the part is rendered anew meanwhile.
    part.evaluate("element => element.scrollIntoView({ block: 'nearest' })");
    return part;
  }

  private static Locator nodeOf(StudioPage studio, String target) {
    return new RunPagePart(studio.page()).nodesOf(target).first();
  }

  private static Locator timelineRow(StudioPage studio, String target) {
    return studio.page().getByTestId("timeline").getByText(target).first();
  }

  private static Locator rowOf(StudioPage studio, String text) {
    return studio.main().getByText(text).first();
  }

  private static Locator checks(StudioPage studio) {
    return studio.runsGrid().getByRole(AriaRole.CHECKBOX);
  }

  private static DialogPart bulkDialog(StudioPage studio, String button) {
    assertThat(checks(studio).nth(1)).isVisible();
    studio.page().getByTestId("select-all").click();
    studio.page().getByTestId(button).click();
    return new DialogPart(studio.page(), button + "-dialog");
  }

  private static void startSlowRun(StudioPage studio) {
    studio.goTo("/workflows?workspace=production");
    RunDialogPart dialog = studio.openRunDialog("patterns", "slow");
    dialog.argument("seconds").fill("300");
    dialog.submit();
  }

  private static Locator menuItem(StudioPage studio, String name) {
    return studio.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator link(Locator within, String name) {
    return within.getByRole(
        AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator workspaceDialog(StudioPage studio, String action, String dialog) {
    studio.page().getByTestId("workspace-actions").nth(1).click();
    menuItem(studio, action).click();
    return new DialogPart(studio.page(), dialog + "-dialog").button();
  }
}
