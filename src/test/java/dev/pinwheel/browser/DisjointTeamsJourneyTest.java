package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two people with nothing in common: in no view of one is anything of the other, not even out of
 * sight (A4). Everything of the other has a mark in it.
 */
@Tag("browser")
class DisjointTeamsJourneyTest {

  private static final String PASSWORD = "correct horse battery";
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

  @SuppressWarnings("NullAway") // set up by the test
  private APIRequestContext api;

  private @Nullable String token;

  @Test
  void nothingOfTheOtherTeamIsInAnyView_A4() {
    api = studio.open().page().request();
    post("workspaces", "{\"name\": \"zebra\"}");
    post("workspaces", "{\"name\": \"zebra/kid\", \"base\": \"zebra\"}");
    String hidden = submit("zebra", MARK);
    submit("zebra/kid", MARK);
    String own = submit("production", "u1");
    post(
        "users",
        "{\"name\": \"ada\", \"password\": \"%s\", \"administrator\": true}".formatted(PASSWORD));
    token = login("ada");
    for (String name : List.of("joe", "zebra-zoe")) {
      post("users", "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, PASSWORD));
    }
    grant("joe", "production");
    grant("zebra-zoe", "zebra");
    grant("zebra-zoe", "zebra/*");
    token = login("zebra-zoe");
    post("tokens", "{\"name\": \"zebra-token\", \"role\": \"developer\", \"on\": [\"zebra\"]}");

    StudioPage joe = studio.openAs("joe", PASSWORD);
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

  private String submit(String workspace, String user) {
    String run =
        post(
                "runs?workspace=" + workspace,
                "{\"module\": \"users\", \"workflow\": \"welcome\", \"arguments\": [\"%s\"]}"
                    .formatted(user))
            .path("run")
            .asString();
    APIResponse ended =
        api.get("/api/v1/runs/%s/result?waitMillis=50000&workspace=%s".formatted(run, workspace));
    assertThat(ended.status()).isEqualTo(200);
    return run;
  }

  private void grant(String user, String on) {
    send(
        "PUT",
        "grants",
        "{\"user\": \"%s\", \"role\": \"administrator\", \"on\": \"%s\"}".formatted(user, on));
  }

  private String login(String name) {
    return post(
            "login",
            "{\"name\": \"%s\", \"password\": \"%s\", \"token\": \"test\"}"
                .formatted(name, PASSWORD))
        .path("secret")
        .asString();
  }

  private JsonNode post(String path, String body) {
    return send("POST", path, body);
  }

  private JsonNode send(String method, String path, String body) {
    RequestOptions options =
        RequestOptions.create()
            .setMethod(method)
            .setHeader("Content-Type", "application/json")
            .setData(body);
    if (token != null) {
      options.setHeader("Authorization", "Bearer " + token);
    }
    APIResponse answer = api.fetch("/api/v1/" + path, options);
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return JsonMapper.shared().readTree(answer.text());
  }
}
