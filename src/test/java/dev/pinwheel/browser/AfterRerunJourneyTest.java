package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dialog of a re-run, and what is seen from the click until the new attempt is drawn. */
@Tag("browser")
class AfterRerunJourneyTest {

  @RegisterExtension static final Studio studio = new Studio(ManyRuns::fill);

  /** Records, until it is read, what is said over the picture and what is drawn meanwhile. */
  private static final String WATCH =
      """
      () => {
        window.seen = [];
        const look = () => {
          const held = document.querySelector('[data-testid=held-picture]');
          const shown = held && held.offsetParent ? held.textContent : '';
          const picture = document.querySelector('.pw-tab-contents');
          const status = document.querySelector('[data-testid=run-status]').textContent;
          const nodes = document.querySelectorAll('pw-run-graph [role=treeitem]').length;
          const line = [shown, picture.inert ? 'inert' : '', status, nodes > 0 ? 'drawn' : 'empty'].join('|');
          if (window.seen.at(-1) !== line) window.seen.push(line);
        };
        new MutationObserver(look).observe(document.querySelector('[data-testid=run-page]'),
            { subtree: true, childList: true, characterData: true, attributes: true });
      }
      """;

  @Test
  void theOldPictureStaysUnderStartingAttempt2AndNothingSaysFailedBesideAnEmptyPicture() {
    StudioPage opened = studio.open();
    RunPagePart run = opened.openRun(ManyRuns.FAILED, "staging");
    Page page = opened.page();
    assertThat(run.status()).containsText("Failed");
    assertThat(run.nodes().first()).isVisible();
    RerunDialogPart dialog = run.openRerunWhole();
    page.evaluate(WATCH);
    dialog.submit();
    assertThat(run.panel().attempt()).hasText("#2");
    assertThat(run.status()).containsText("Failed");
    assertThat(run.nodesOf("checkMonth").first()).isVisible();

    List<?> seen = (List<?>) page.evaluate("() => window.seen");

    assertThat(seen.toString()).contains("Starting attempt 2|inert|");
    assertThat(seen).noneMatch(line -> line.toString().endsWith("|empty"));
    assertThat(seen)
        .filteredOn(line -> line.toString().contains("|inert|"))
        .noneMatch(line -> line.toString().contains("Failed"));
    assertThat(page.getByTestId("held-picture")).not().isVisible();
  }

  @Test
  void theDialogIsSeenAsAWholeAndDoesNotMove() {
    StudioPage opened = studio.open();
    RunPagePart run = opened.openRun(ManyRuns.WELCOME, "production");
    RerunDialogPart dialog = run.openRerunWhole();
    PlanPart plan = new PlanPart(dialog);
    assertThat(dialog.button()).hasText("Create development-2 and re-run");
    assertThat(plan.row("will-run")).containsText("will run");
    assertThat(dialog.button()).isInViewport();
    BoundingBox button = dialog.button().boundingBox();
    assertThat(button.y + button.height).isLessThan(720);
    Locator box = opened.page().locator("vaadin-dialog-overlay[opened] [part='overlay']");
    BoundingBox before = box.boundingBox();

    dialog.self().getByTestId("add-reason").click();
    assertThat(dialog.field("rerun-reason").locator("input")).isFocused();
    dialog.location("production").check();
    assertThat(dialog.button()).hasText("Re-run in production");

    plan.opener("will-run").click();
    assertThat(plan.row("will-run").getByText("last time").first()).isVisible();
    assertThat(dialog.button()).isInViewport();
    BoundingBox after = box.boundingBox();
    assertThat(after.height).isGreaterThan(before.height);
    assertThat(after.y).as("the top of the dialog").isEqualTo(before.y);
  }

  @Test
  void theChildUsedLastIsPreselectedAndOneBannerIsShown() {
    StudioPage opened = studio.open();
    RunPagePart run = opened.openRun(ManyRuns.WELCOME, "production");
    assertThat(run.nodesOf("fetchUser")).isVisible();
    RerunDialogPart dialog = run.openRerunWhole();
    assertThat(dialog.button()).hasText("Create development-2 and re-run");
    dialog.submit();
    assertThat(opened.band()).containsText("development-2");
    Locator banners = opened.page().getByTestId("banners");
    assertThat(banners.locator("> *")).hasCount(1);
    assertThat(run.banner()).containsText("welcome ran again");
    assertThat(opened.note()).hasCount(0);
    opened.page().getByTestId("more-banners").click();
    assertThat(opened.note()).containsText("Now viewing from development-2.");

    opened.goTo("/runs/" + ManyRuns.WELCOME + "?workspace=production");
    assertThat(run.nodesOf("fetchUser")).isVisible();
    RerunDialogPart again = run.openRerunWhole();
    assertThat(again.button()).hasText("Re-run in development-2");
    assertThat(again.button()).isFocused();
  }
}
