package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two people with nothing in common: in no view of one is anything of the other, not even out of
 * sight (A4). Everything of the other has a mark in it.
 */
@Tag("browser")
class DisjointTeamsJourneyTest {

  private static final String MARK = "zebra";

  /** All that the browser was given: texts and attributes, also inside components. */
  private static final String EVERYTHING =
      """
      () => {
        const roots = root => [
          root,
          ...[...root.querySelectorAll('*')].flatMap(e => (e.shadowRoot ? roots(e.shadowRoot) : [])),
        ];
        return roots(document).map(root => (root.documentElement ?? root).innerHTML ?? root.innerHTML).join('\\n')
          + document.title;
      }
      """;

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void nothingOfTheOtherTeamIsInAnyView_A4() {
    ServerTeam team = new ServerTeam(studio.open());
    team.post("workspaces", "{\"name\": \"zebra\"}");
    team.post("workspaces", "{\"name\": \"zebra/kid\", \"base\": \"zebra\"}");
    String hidden = team.submitAndWait("zebra", MARK);
    team.submitAndWait("zebra/kid", MARK);
    String own = team.submitAndWait("production", "u1");
    team.secure();
    team.add("joe", "administrator", "production");
    team.add("zebra-zoe", "administrator", "zebra", "administrator", "zebra/*");
    team.loginAs("zebra-zoe");
    team.post(
        "tokens", "{\"name\": \"zebra-token\", \"role\": \"developer\", \"on\": [\"zebra\"]}");

    StudioPage joe = studio.openAs("joe", ServerTeam.PASSWORD);
    assertThat(joe.band()).containsText("production");
    for (String view :
        List.of(
            "/runs?since=ever&workspace=production",
            "/runs?since=ever&group=error&workspace=production",
            "/workflows?open=users%2Fwelcome&workspace=production",
            "/workspaces?workspace=production",
            "/queue?workspace=production",
            "/workers?workspace=production",
            "/runs/" + own + "?workspace=production",
            "/runs/" + own + "/steps?workspace=production",
            "/runs/" + own + "/timeline?workspace=production",
            "/runs/" + own + "/logs?workspace=production")) {
      joe.goTo(view).awaitQuiet();
      hasNoMark(joe, view);
    }
    joe.openSwitcher();
    hasNoMark(joe, "the switcher");
    joe.page().keyboard().press("Escape");
    PalettePart palette = new PalettePart(joe.page()).open().type("zebr");
    joe.awaitQuiet();
    assertThat(palette.option(MARK)).hasCount(0);
    for (String view : List.of("/account", "/access", "/activity")) {
      joe.page().navigate(view);
      assertThat(joe.page().getByTestId(view.substring(1) + "-page")).isVisible();
      joe.awaitQuiet();
      hasNoMark(joe, view);
    }

    // What is there and what is not are the same.
    assertThat(sentence(joe, "/runs?workspace=zebra").replace("zebra", "NAME"))
        .isEqualTo(sentence(joe, "/runs?workspace=zebrb").replace("zebrb", "NAME"));
    String unknown = "RZZZZZZZZ";
    assertThat(
            sentence(joe, "/runs/%s?workspace=production".formatted(hidden)).replace(hidden, "ID"))
        .isEqualTo(
            sentence(joe, "/runs/%s?workspace=production".formatted(unknown))
                .replace(unknown, "ID"));
  }

  private static void hasNoMark(StudioPage studio, String where) {
    assertThat(String.valueOf(studio.page().evaluate(EVERYTHING))).as(where).doesNotContain(MARK);
  }

  /** What stands on a page that has nothing to show. */
  private static String sentence(StudioPage studio, String address) {
    studio.page().navigate(address);
    assertThat(studio.main()).isVisible();
    studio.awaitQuiet();
    return studio.main().innerText();
  }
}
