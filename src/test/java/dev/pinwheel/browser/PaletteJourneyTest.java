package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs, steps, workspaces and commands are found and opened from the palette, by keyboard. */
@Tag("browser")
class PaletteJourneyTest {

  @RegisterExtension static final Studio studio = new Studio(ManyRuns::fill);

  @Test
  void aRunAStepAndAWorkspaceAreFoundAndOpenedByKeyboardAlone() {
    StudioPage opened = studio.open().goTo("/runs?workspace=production");
    Page page = opened.page();
    PalettePart palette = new PalettePart(page);
    Keyboard keyboard = page.keyboard();

    palette.open();
    assertThat(palette.options().first()).isVisible();
    palette.type(ManyRuns.WELCOME);
    assertThat(palette.active()).containsText("users / welcome userId u1");
    assertThat(palette.active()).containsText(ManyRuns.WELCOME + " · done · production");
    keyboard.press("Enter");
    assertThat(page).hasURL(Pattern.compile(".*/runs/" + ManyRuns.WELCOME + "\\?.*"));
    RunPagePart run = new RunPagePart(page);
    assertThat(run.nodesOf("fetchUser")).isVisible();

    palette.open();
    palette.type(ManyRuns.WELCOME + ":1");
    assertThat(palette.active()).containsText(ManyRuns.WELCOME + ":1 #1 · done · production");
    keyboard.press("Enter");
    assertThat(run.panel().name()).containsText("welcome");

    palette.open();
    palette.type("re-run this");
    assertThat(palette.active()).containsText("Re-run this step, welcome…");
    keyboard.press("Enter");
    assertThat(run.rerunDialog().button()).isFocused();
    keyboard.press("Escape");
    assertThat(run.rerunDialog().button()).not().isVisible();

    palette.open();
    palette.type("Ada Lovelace");
    assertThat(palette.option("Ada Lovelace").first()).isVisible();
    palette.type("staging/try-77");
    assertThat(palette.active()).containsText("staging/try-77");
    keyboard.press("Enter");
    assertThat(opened.band()).containsText("staging/try-77");
  }

  @Test
  void whatIsTypedAndConfirmedAtOnceIsOpenedWhenItIsFound() {
    StudioPage opened = studio.open().goTo("/runs?workspace=production");
    PalettePart palette = new PalettePart(opened.page());

    palette.open();
    palette.type(ManyRuns.FAILED);
    opened.page().keyboard().press("Enter");

    assertThat(opened.page()).hasURL(Pattern.compile(".*/runs/" + ManyRuns.FAILED + "\\?.*"));
  }

  @Test
  void arrowsMoveHomeAndEndJumpAndEscapeGivesTheFocusBack() {
    StudioPage opened = studio.open().goTo("/workflows?workspace=production");
    Page page = opened.page();
    Locator filter = page.getByTestId("workflow-filter").locator("input");
    filter.focus();
    PalettePart palette = new PalettePart(page);

    palette.open();
    palette.type("go to");
    assertThat(palette.active()).containsText("Go to Runs");
    page.keyboard().press("ArrowDown");
    assertThat(palette.active()).containsText("Go to Workflows");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("ArrowUp");
    assertThat(palette.options().last()).hasAttribute("aria-selected", "true");
    page.keyboard().press("Home");
    assertThat(palette.active()).containsText("Go to Runs");
    page.keyboard().press("End");
    assertThat(palette.options().last()).hasAttribute("aria-selected", "true");
    assertThat(palette.options().last()).isInViewport();
    assertThat(palette.field()).isFocused();
    page.keyboard().press("Escape");

    assertThat(palette.field()).not().isVisible();
    assertThat(filter).isFocused();
  }

  @Test
  void anErrorIsFoundAndWhatIsNotThereIsSaid() {
    StudioPage opened = studio.open().goTo("/runs?workspace=production");
    PalettePart palette = new PalettePart(opened.page());
    opened.page().getByTestId("open-palette").click();

    palette.type("snow");
    assertThat(palette.group("Runs by error")).containsText(ManyRuns.FAILED);
    palette.type("nothingfitsthis");
    assertThat(palette.status()).hasText("Nothing found for 'nothingfitsthis'.");
    palette.type(ManyRuns.HIDDEN);
    assertThat(palette.status()).hasText("Nothing found for '" + ManyRuns.HIDDEN + "'.");
    assertThat(palette.options()).hasCount(1);
    opened.page().keyboard().press("Enter");
    assertThat(opened.page()).hasURL(Pattern.compile(".*/runs\\?.*q=" + ManyRuns.HIDDEN + ".*"));
  }

  @Test
  void onAPhoneItIsTheWholePage() {
    StudioPage opened =
        studio.open(new Browser.NewContextOptions().setViewportSize(390, 844).setHasTouch(true));
    opened.goTo("/runs?workspace=production");
    PalettePart palette = new PalettePart(opened.page());
    opened.page().getByTestId("open-palette").tap();

    palette.type("remind");
    Locator option = palette.group("Workflows and tasks").getByTestId("palette-option").first();
    BoundingBox sheet = opened.page().locator("dialog[open]").boundingBox();
    assertThat(sheet.width).isEqualTo(390);
    assertThat(sheet.height).isEqualTo(844);
    option.tap();
    assertThat(opened.page()).hasURL(Pattern.compile(".*/workflows\\?.*q=remind.*"));
  }

  @Test
  void nothingOfItIsLoadedBeforeItIsOpened() {
    StudioPage opened = studio.open();
    List<String> loaded = new ArrayList<>();
    opened.page().onRequest(request -> loaded.add(request.url()));
    opened.goTo("/runs?workspace=production");
    opened.awaitQuiet();
    assertThat(loaded).noneMatch(url -> url.contains("palette"));

    new PalettePart(opened.page()).open();

    assertThat(loaded).anyMatch(url -> url.contains("palette"));
  }
}
