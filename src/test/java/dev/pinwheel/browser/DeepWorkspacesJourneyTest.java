package dev.pinwheel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A chain of workspaces, each with a long name, where there is little room. */
@Tag("browser")
class DeepWorkspacesJourneyTest {

  private static final String START = "regional-weather-statistics/with-corrections/";

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void theEndOfEachNameIsReadOnATabletHoweverDeepItStands() {
    StudioPage page =
        studio.open(new Browser.NewContextOptions().setViewportSize(820, 900)).goTo("/workspaces");
    ServerTeam team = new ServerTeam(page);
    String base = "production";
    for (int depth = 1; depth <= 12; depth++) {
      String name = START + "depth-%02d".formatted(depth);
      team.post("workspaces", "{\"name\": \"%s\", \"base\": \"%s\"}".formatted(name, base));
      base = name;
    }

    Locator grid = page.page().getByTestId("workspaces");
    for (int depth = 1; depth <= 12; depth++) {
      Locator name =
          grid.getByRole(
              AriaRole.LINK,
              new Locator.GetByRoleOptions()
                  .setName(START + "depth-%02d".formatted(depth))
                  .setExact(true));
      name.scrollIntoViewIfNeeded();
      assertThat(
              name.evaluate(
                  """
                  link => {
                    const cell = link.closest('vaadin-grid-cell-content');
                    const room = cell.getBoundingClientRect().right - parseFloat(getComputedStyle(cell).paddingRight);
                    const end = link.firstElementChild.lastElementChild;
                    return end.textContent + ' ' + (end.getBoundingClientRect().right <= room + 1);
                  }
                  """))
          .isEqualTo("/depth-%02d true".formatted(depth));
    }
  }
}
