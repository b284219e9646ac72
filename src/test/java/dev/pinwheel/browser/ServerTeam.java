package dev.pinwheel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API of a server of the Studio's tests, to set up what they look at: people, roles, runs. */
final class ServerTeam {

  static final String PASSWORD = "correct horse battery";

  private final APIRequestContext api;
  private @Nullable String token;

  ServerTeam(StudioPage page) {
    this.api = page.page().request();
  }

  /** From now on everybody signs in; this acts as the server administrator ada. */
  void secure() {
    post(
        "users",
        "{\"name\": \"ada\", \"password\": \"%s\", \"administrator\": true}".formatted(PASSWORD));
    loginAs("ada");
  }

  void loginAs(String name) {
    token =
        post(
                "login",
                "{\"name\": \"%s\", \"password\": \"%s\", \"token\": \"test\"}"
                    .formatted(name, PASSWORD))
            .path("secret")
            .asString();
  }

  /** Adds somebody with roles, such as {@code "viewer", "production"}. */
  void add(String name, String... grants) {
    post("users", "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, PASSWORD));
    for (int i = 0; i < grants.length; i += 2) {
      send(
          "PUT",
          "grants",
          "{\"user\": \"%s\", \"role\": \"%s\", \"on\": \"%s\"}"
              .formatted(name, grants[i], grants[i + 1]));
    }
  }

  /** A run of users.welcome; returns its id. */
  String submit(String workspace, String user) {
    return post(
            "runs?workspace=" + workspace,
            "{\"module\": \"users\", \"workflow\": \"welcome\", \"arguments\": [\"%s\"]}"
                .formatted(user))
        .path("run")
        .asString();
  }

  String submitAndWait(String workspace, String user) {
    String run = submit(workspace, user);
    APIResponse ended =
        api.get("/api/v1/runs/%s/result?waitMillis=50000&workspace=%s".formatted(run, workspace));
    assertThat(ended.status()).isEqualTo(200);
    return run;
  }

  JsonNode post(String path, String body) {
    return send("POST", path, body);
  }

  JsonNode send(String method, String path, String body) {
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
