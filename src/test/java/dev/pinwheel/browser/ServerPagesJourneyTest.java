package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages of the server look from no workspace, and lead to the one from which one came. */
@Tag("browser")
class ServerPagesJourneyTest {

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void theNavigationAndTheWayBackAreThoseOfTheWorkspaceOneCameFrom() {
    StudioPage studioPage = studio.open().dismissWelcome();
    new ServerTeam(studioPage)
        .post("workspaces", "{\"name\": \"development\", \"base\": \"production\"}");
    Page page = studioPage.page();
    studioPage.goTo("/queue?workspace=development");
    Page other = page.context().newPage();
    other.navigate("/runs?workspace=production");
    assertThat(other.getByTestId("workspace-band")).containsText("production");

    page.getByTestId("account-menu").click();
    page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Activity")).click();
    assertThat(page.getByTestId("activity-page")).isVisible();
    Locator back = page.getByTestId("back-to-workspace");
    assertThat(back).hasText("Back todevelopment");
    assertThat(studioPage.navigation("workspaces")).containsText("2");
    for (int width : List.of(390, 820, 1280, 1920)) {
      page.setViewportSize(width, 844);
      for (String view : List.of("runs", "workflows", "workspaces", "queue", "workers")) {
        assertThat(studioPage.navigation(view)).isInViewport();
      }
      assertThat(back).isInViewport();
    }

    studioPage.navigation("workers").click();
    assertThat(page).hasURL(Pattern.compile(".*/workers\\?workspace=development"));
    assertThat(studioPage.band()).containsText("development");
    page.navigate("/servers");
    assertThat(page.getByTestId("servers-page")).isVisible();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back to development"))
        .click();
    assertThat(page).hasURL(Pattern.compile(".*/runs\\?workspace=development"));
  }
}
