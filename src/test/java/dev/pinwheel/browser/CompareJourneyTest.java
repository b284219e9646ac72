package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What did the re-run change: from the banner, and between a child and its base. */
@Tag("browser")
class CompareJourneyTest {

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void whatIsNewIsComparedFromTheBannerAndWithTheBase() {
    StudioPage page = studio.open();
    RunPagePart run = page.run("users", "welcome", "Done");
    String id = run.id().textContent();
    page.openNewWorkspace().submit();
    assertThat(page.band()).containsText("development› production");
    studio.files().edit("users.json", "\"Ada Lovelace\"", "\"Ada King\"");
    page.openRun(id, "development");
    run.nodesOf("fetchUser").click();
    run.panel().openRerun().submit();
    assertThat(run.banner()).containsText("fetchUser has a new result (attempt 2).");
    run.panel().close();

    run.bannerButton("Compare the attempts of fetchUser").click();

    assertThat(run.panel().name()).containsText("fetchUser");
    Locator attempts = run.panel().open("compare");
    assertThat(attempts.getByTestId("compare-outcome"))
        .containsText("$.name \"Ada Lovelace\" → \"Ada King\"");

    attempts.getByTestId("compare-whole-run").click();

    ComparePart compare = new ComparePart(page.page());
    assertThat(compare.sides()).containsText("Attempt 1 of step");
    assertThat(compare.difference("fetchUser")).hasCount(1);
    compare.close();

    page.page().getByTestId("compare-run").click();

    assertThat(page.page()).hasURL(Pattern.compile(".*[?&]compare=workspace(:|%3A)production$"));
    assertThat(compare.sides()).containsText("Older" + "production");
    assertThat(compare.sides()).containsText("Newer" + "development" + "you are here");
    assertThat(compare.summary()).containsText("1 of ");
    assertThat(compare.difference("fetchUser"))
        .containsText("another result: $.name Ada Lovelace → Ada King; ran");
    assertThat(compare.lines()).containsText("\"name\": \"Ada Lovelace\"");
    assertThat(compare.lines()).containsText("\"name\": \"Ada King\"");
    assertThat(compare.changedLines()).hasCount(2);
    assertThat(compare.node("fetchUser, .*, changed")).isVisible();
    assertThat(compare.node("sendEmail, .*done.*")).not().hasAttribute("data-mark", "changed");

    compare.lines().getByRole(AriaRole.LINK).nth(1).click();
    assertThat(run.panel().attempt()).hasText("#2");

    // W4: from the base there is nothing of it.
    page.goTo("/runs/" + id + "?workspace=production&compare=attempt:2");
    assertThat(compare.refused()).containsText("production cannot see attempt 2 of " + id + ":1.");
    page.openRun(id, "production");
    assertThat(run.nodesOf("fetchUser")).isVisible();
    assertThat(page.page().getByTestId("compare-run")).not().isVisible();
  }

  @Test
  void twoRunsAreComparedByTheKeyboardAndBadAddressesAreRefusedInASentence() {
    StudioPage page = studio.open();
    RunPagePart first = page.run("users", "welcome", "Done");
    String older = first.id().textContent();
    studio.files().edit("users.json", "ada@", "countess@");
    RunPagePart second = page.run("users", "welcome", "Done");
    String newer = second.id().textContent();

    page.page().getByTestId("compare-run-with").click();

    ComparePart compare = new ComparePart(page.page());
    assertThat(page.page()).hasURL(Pattern.compile(".*compare=run(:|%3A)" + older + "$"));
    assertThat(compare.sides()).containsText("Older" + "Run " + older);
    assertThat(compare.sides()).containsText("Newer" + "Run " + newer + "you are here");
    compare.differences().first().focus();
    page.page().keyboard().press("End");
    assertThat(compare.differences().last()).isFocused();
    page.page().keyboard().press("Home");
    page.page().keyboard().press("Enter");
    assertThat(page.page()).hasURL(Pattern.compile(".*call=.*"));
    assertThat(compare.lines()).isVisible();
    page.page().goBack();
    assertThat(page.page()).hasURL(Pattern.compile(".*compare=run(:|%3A)" + older + "$"));
    compare.close();
    assertThat(second.nodesOf("fetchUser")).isVisible();

    for (String[] bad :
        new String[][] {
          {"nonsense", "Expected workspace:NAME, attempt:N or run:ID to compare with"},
          {"run:R9ZZZ", "production cannot see run R9ZZZ."},
          {"workspace:nowhere", "No workspace is called 'nowhere'."}
        }) {
      page.goTo("/runs/" + newer + "?workspace=production&compare=" + bad[0]);
      assertThat(compare.refused()).containsText(bad[1]);
    }
    page.goTo("/runs/" + newer + "?workspace=production&compare=run:" + newer);
    assertThat(compare.refused()).containsText("No differences in");
  }

  /** The Compare page. */
  private record ComparePart(Page page) {

    Locator sides() {
      return page.getByTestId("compare-sides");
    }

    Locator summary() {
      return page.getByTestId("compare-summary");
    }

    Locator refused() {
      return page.getByTestId("compare-refused");
    }

    Locator differences() {
      return page.getByRole(AriaRole.TREE, new Page.GetByRoleOptions().setName("Differences"))
          .getByRole(AriaRole.TREEITEM);
    }

    Locator difference(String target) {
      return differences().and(page.getByLabel(Pattern.compile("^" + target + ",")));
    }

    Locator lines() {
      return page.getByTestId("compare-lines");
    }

    Locator changedLines() {
      return lines().getByText(Pattern.compile("^(older|newer): "));
    }

    Locator node(String label) {
      return page.getByRole(
              AriaRole.TREE, new Page.GetByRoleOptions().setName("Calls of both runs"))
          .getByRole(AriaRole.TREEITEM)
          .and(page.getByLabel(Pattern.compile("^" + label)));
    }

    void close() {
      page.getByTestId("compare")
          .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close"))
          .click();
    }
  }
}
