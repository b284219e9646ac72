package dev.pinwheel.api;

import dev.pinwheel.api.ApiClient.Answer;

/**
 * The people of a server that has users: the administrator ada, who has no role anywhere, and
 * others.
 */
final class Team {

  static final String PASSWORD = "correct horse battery";

  private final ApiClient anonymous;
  private final ApiClient ada;

  /** From now on, everybody needs an identity. */
  Team(ApiFixture fixture) {
    anonymous = fixture.api;
    anonymous
        .post(
            "/api/v1/users",
            "{\"name\": \"ada\", \"password\": \"%s\", \"administrator\": true}"
                .formatted(PASSWORD))
        .hasStatus(201);
    ada = login("ada");
  }

  /** The server administrator. */
  ApiClient ada() {
    return ada;
  }

  ApiClient login(String name) {
    Answer answer =
        anonymous.post(
            "/api/v1/login",
            "{\"name\": \"%s\", \"password\": \"%s\", \"token\": \"laptop\"}"
                .formatted(name, PASSWORD));
    return anonymous.with(answer.hasStatus(200).text("secret"));
  }

  /** Adds somebody with roles, such as {@code "viewer", "production"}. */
  ApiClient user(String name, String... grants) {
    ada.post("/api/v1/users", "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, PASSWORD))
        .hasStatus(201);
    for (int i = 0; i < grants.length; i += 2) {
      grant(name, grants[i], grants[i + 1]);
    }
    return login(name);
  }

  void grant(String name, String role, String on) {
    ada.put(
            "/api/v1/grants",
            "{\"user\": \"%s\", \"role\": \"%s\", \"on\": \"%s\"}".formatted(name, role, on))
        .hasStatus(200);
  }
}
