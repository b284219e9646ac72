package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.api.ApiClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A server with users, over HTTP (A1–A6). */
class AccessApiTest {

  private final ApiFixture fixture = new ApiFixture();
  private String welcome = "";
  private ApiClient ada = fixture.api;

  @SuppressWarnings("NullAway") // set up before each test
  private Team team;

  @BeforeEach
  void firstAdministrator() {
    welcome = fixture.welcome("u1").id();
    team = new Team(fixture);
    ada = team.ada();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private ApiClient login(String name) {
    return team.login(name);
  }

  private ApiClient user(String name, String... grants) {
    return team.user(name, grants);
  }

  private static void check(JsonNode entry, Consumer<JsonNode> checks) {
    checks.accept(entry);
  }

  private void grant(String name, String role, String on) {
    team.grant(name, role, on);
  }

  private static String names(Answer workspaces) {
    StringBuilder names = new StringBuilder();
    for (JsonNode node : workspaces.hasStatus(200).json().path("workspaces")) {
      names.append(names.isEmpty() ? "" : " ").append(node.path("name").asString());
    }
    return names.toString();
  }

  /** A1. */
  @Test
  void onceThereIsAnAdministratorEveryRequestNeedsAnIdentity() {
    for (String path :
        new String[] {
          "/api/v1/workspaces",
          "/api/v1/runs?workspace=production",
          "/api/v1/me",
          "/api/v1/openapi.json",
          "/api/docs",
          "/metrics",
          "/api/v1/nothing",
        }) {
      Answer answer = fixture.api.get(path).isProblem(401, "unauthenticated");
      assertThat(answer.response().headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }
    fixture
        .api
        .post("/api/v1/runs?workspace=production", "{\"module\": \"users\"}")
        .isProblem(401, "unauthenticated");
    fixture.api.with("pinwheel_guessed").get("/api/v1/me").isProblem(401, "unauthenticated");
    // A token in the address would end up in logs.
    fixture.api.get("/api/v1/me?access_token=pinwheel_x").isProblem(401, "unauthenticated");
  }

  /** A1. */
  @Test
  void theLastServerAdministratorStays() {
    ada.delete("/api/v1/users/ada")
        .isProblem(409, "invalid-state")
        .says("last server administrator");
    ada.patch("/api/v1/users/ada", "{\"administrator\": false}").isProblem(409, "invalid-state");
    assertThat(ada.get("/api/v1/me").json().path("administrator").asBoolean()).isTrue();
  }

  /** A3. */
  @Test
  void serverAdministratorsSeeNothingWithoutAGrantAndGrantingThemselvesIsRecorded() {
    assertThat(names(ada.get("/api/v1/workspaces"))).isEmpty();
    ada.get("/api/v1/runs?workspace=production").isProblem(404, "not-found");

    grant("ada", "administrator", "*");

    assertThat(names(ada.get("/api/v1/workspaces")))
        .isEqualTo("production development development/joe");
    check(
        ada.get("/api/v1/activity?action=grantRole").json().path("entries").path(0),
        entry -> {
          assertThat(entry.path("by").asString()).isEqualTo("ada/laptop");
          assertThat(entry.path("subject").asString()).isEqualTo("ada: administrator on *");
        });
  }

  /** A4: unknown and forbidden are the same bytes. */
  @Test
  void whatOneHasNoRoleInDoesNotExist() {
    ApiClient joe = user("joe", "viewer", "development");

    assertThat(names(joe.get("/api/v1/workspaces"))).isEqualTo("development");
    // The chain is named, but one cannot look from it.
    assertThat(joe.get("/api/v1/workspaces/development").text("base")).isEqualTo("production");
    for (String path :
        new String[] {
          "/api/v1/workspaces/NAME",
          "/api/v1/runs?workspace=NAME",
          "/api/v1/runs/" + welcome + "?workspace=NAME",
          "/api/v1/modules?workspace=NAME",
          "/api/v1/workers?workspace=NAME",
          "/api/v1/queue?workspace=NAME",
          "/api/v1/retention?workspace=NAME",
          "/api/v1/runs/" + welcome + "/activity?workspace=NAME",
          "/api/v1/runs/" + welcome + "/comparison?workspace=development&with=workspace:NAME",
          "/api/v1/reservations?workspace=NAME",
          "/api/v1/access?user=joe&workspace=NAME",
        }) {
      String forbidden =
          joe.get(path.replace("NAME", "production")).isProblem(404, "not-found").response().body();
      String unknown =
          joe.get(path.replace("NAME", "nowhere")).isProblem(404, "not-found").response().body();
      assertThat(forbidden.replace("production", "X"))
          .as(path)
          .isEqualTo(unknown.replace("nowhere", "X"));
    }
    for (String name : new String[] {"production", "nowhere"}) {
      joe.post("/api/v1/runs/" + welcome + "/cancel?workspace=" + name, "")
          .isProblem(404, "not-found");
      joe.patch("/api/v1/workspaces/" + name, "{\"state\": \"paused\"}")
          .isProblem(404, "not-found");
    }
  }

  /** A4, F2: the origin of a step is named to those for whom it exists. */
  @Test
  void aRefusedReRunNamesTheOriginOnlyToThoseWithARoleThere() {
    ApiClient joe = user("joe", "operator", "development");
    ApiClient ben = user("ben", "administrator", "*");
    String step = "/api/v1/steps/" + welcome + ":1/";
    ben.post(step + "rerun?workspace=development", "{}").hasStatus(201);
    ben.patch("/api/v1/workspaces/development", "{\"base\":null}").hasStatus(200);

    for (ApiClient one : new ApiClient[] {ben, joe}) {
      for (Answer refused :
          new Answer[] {
            one.post(step + "rerun?workspace=development", "{}"),
            one.get(step + "plan?workspace=development")
          }) {
        refused
            .isProblem(409, "invalid-state")
            .says(
                one == ben
                    ? "does not descend from 'production', where it was called."
                    : "does not descend from the workspace where it was called.");
      }
    }
  }

  /** A3. */
  @Test
  void viewersSeeAndOperatorsAct() {
    ApiClient joe = user("joe", "viewer", "production");
    String submission =
        "{\"module\": \"users\", \"workflow\": \"welcome\", \"arguments\": [\"u2\"]}";

    joe.get("/api/v1/runs/" + welcome + "?workspace=production").hasStatus(200);
    joe.post("/api/v1/runs?workspace=production", submission)
        .isProblem(403, "forbidden")
        .says(
            "You need the role operator in 'production' to submit runs; you have the role viewer.");
    joe.post("/api/v1/steps/" + welcome + ":1/rerun?workspace=production", "{}")
        .isProblem(403, "forbidden");
    joe.post("/api/v1/runs/" + welcome + "/cancel?workspace=production", "")
        .isProblem(403, "forbidden");
    joe.send("PUT", "/api/v1/runs/" + welcome + "/keep?workspace=production", null, Map.of())
        .isProblem(403, "forbidden");

    grant("joe", "operator", "production");

    joe.post("/api/v1/runs?workspace=production", submission).hasStatus(201);
    joe.post("/api/v1/runs/" + welcome + "/cancel?workspace=production", "").hasStatus(200);
    joe.patch("/api/v1/workspaces/production", "{\"state\": \"paused\"}")
        .isProblem(403, "forbidden")
        .says("administrator");
    joe.put("/api/v1/retention?workspace=production", "{\"everything\": true}")
        .isProblem(403, "forbidden");
  }

  /** A3, A4. */
  @Test
  void developersCreateWorkspacesOfNamesThatAGrantCovers() {
    ApiClient joe = user("joe", "developer", "development/*");
    String own = "{\"name\": \"development/own\", \"base\": \"development\"}";

    joe.post("/api/v1/workspaces", own).isProblem(404, "not-found");
    grant("joe", "viewer", "development");
    joe.post("/api/v1/workspaces", own)
        .isProblem(403, "forbidden")
        .says("would show what happens in 'production', and you have no role in 'production'");
    grant("joe", "viewer", "production");
    joe.post("/api/v1/workspaces", "{\"name\": \"staging\", \"base\": \"production\"}")
        .isProblem(403, "forbidden")
        .says("developer");

    joe.post("/api/v1/workspaces", own).hasStatus(201);

    // The creator, who is no administrator.
    joe.patch("/api/v1/workspaces/development/own", "{\"state\": \"paused\"}").hasStatus(200);
    joe.patch("/api/v1/workspaces/development/joe", "{\"state\": \"paused\"}")
        .isProblem(403, "forbidden");
    joe.patch("/api/v1/workspaces/development/own", "{\"name\": \"development/mine\"}")
        .isProblem(403, "forbidden");
    joe.put(
            "/api/v1/grants",
            "{\"user\": \"joe\", \"role\": \"administrator\", \"on\": \"development/own\"}")
        .isProblem(403, "forbidden");
  }

  /** A4. */
  @Test
  void theAdministratorDecidesWhoMayBaseOnIt() {
    grant("ada", "administrator", "production");
    ApiClient joe = user("joe", "developer", "development/*", "viewer", "production");

    ada.patch("/api/v1/workspaces/production", "{\"basing\": \"developers\"}").hasStatus(200);
    joe.post("/api/v1/workspaces", "{\"name\": \"development/own\", \"base\": \"production\"}")
        .isProblem(403, "forbidden")
        .says("only its developers may base workspaces on 'production'");
    joe.patch("/api/v1/workspaces/production", "{\"basing\": \"viewers\"}")
        .isProblem(403, "forbidden");
    assertThat(joe.get("/api/v1/workspaces/production").text("basing")).isEqualTo("developers");
  }

  /** A2. */
  @Test
  void aTokenIsShownOnceAndRevokedAtOnce() {
    ApiClient joe = user("joe", "operator", "production");
    Answer made =
        joe.post(
                "/api/v1/tokens",
                "{\"name\": \"ci\", \"role\": \"viewer\", \"on\": [\"production\"], \"expiresInDays\": 60}")
            .hasStatus(201);
    ApiClient ci = fixture.api.with(made.text("secret"));

    assertThat(ci.get("/api/v1/me").text("name")).isEqualTo("joe/ci");
    ci.get("/api/v1/runs?workspace=production").hasStatus(200);
    ci.post("/api/v1/runs/" + welcome + "/cancel?workspace=production", "")
        .isProblem(403, "forbidden");
    assertThat(joe.get("/api/v1/tokens").response().body()).doesNotContain(made.text("secret"));
    // It cannot make one that may do more.
    ci.post(
            "/api/v1/tokens",
            "{\"name\": \"more\", \"role\": \"operator\", \"on\": [\"production\"]}")
        .isProblem(403, "forbidden");

    joe.delete("/api/v1/tokens/" + made.json().path("token").path("id").asLong()).hasStatus(200);

    ci.get("/api/v1/me").isProblem(401, "unauthenticated");
  }

  private ApiClient token(ApiClient owner, String name, String role, String more) {
    return fixture.api.with(
        owner
            .post(
                "/api/v1/tokens",
                "{\"name\": \"%s\", \"role\": \"%s\", \"on\": [\"production\"]%s}"
                    .formatted(name, role, more))
            .hasStatus(201)
            .text("secret"));
  }

  private static String idOf(ApiClient owner, String name) {
    for (JsonNode token : owner.get("/api/v1/tokens").json().path("tokens")) {
      if (token.path("name").asString().equals(name)) {
        return token.path("id").asString();
      }
    }
    throw new AssertionError("There is no token " + name);
  }

  /** A2: what leaked is revoked with what was made of it. */
  @Test
  void whatALimitedTokenMakesIsRevokedWithIt() {
    ApiClient joe = user("joe", "operator", "production");
    ApiClient ci = token(joe, "ci", "operator", ", \"expiresInDays\": 60");
    ApiClient made = token(ci, "made", "viewer", "");
    ApiClient madeWithThat = token(made, "made-with-that", "viewer", "");
    ApiClient other = token(joe, "other", "viewer", "");

    // Not longer than itself.
    ci.post(
            "/api/v1/tokens",
            "{\"name\": \"late\", \"role\": \"viewer\", \"on\": [\"production\"], \"expiresInDays\": 61}")
        .isProblem(403, "forbidden")
        .says("expire no later than itself");
    // Nothing about the user's other tokens.
    assertThat(ci.get("/api/v1/tokens").json().path("tokens")).hasSize(3);
    ci.delete("/api/v1/tokens/" + idOf(joe, "other")).isProblem(403, "forbidden");
    madeWithThat.delete("/api/v1/tokens/" + idOf(joe, "made")).isProblem(403, "forbidden");

    joe.delete("/api/v1/tokens/" + idOf(joe, "ci")).hasStatus(200);

    for (ApiClient ended : new ApiClient[] {ci, made, madeWithThat}) {
      ended.get("/api/v1/me").isProblem(401, "unauthenticated");
    }
    other.get("/api/v1/me").hasStatus(200);
  }

  /** A2: the token of a log-in stands for its user. */
  @Test
  void whatWasMadeFromTheCommandLineStaysAfterTheNextLogin() {
    ApiClient joe = user("joe", "operator", "production");
    ApiClient worker = token(joe, "worker", "operator", "");

    ApiClient again = login("joe");

    joe.get("/api/v1/me").isProblem(401, "unauthenticated");
    worker.get("/api/v1/me").hasStatus(200);
    again.delete("/api/v1/tokens/" + idOf(again, "worker")).hasStatus(200);
    worker.get("/api/v1/me").isProblem(401, "unauthenticated");
  }

  /** A2. */
  @Test
  void aUserIsNotCalledLikeAServiceToken() {
    grant("ada", "administrator", "*");
    token(ada, "deploy", "operator", ", \"service\": true");

    ada.post(
            "/api/v1/users",
            "{\"name\": \"deploy\", \"password\": \"%s\"}".formatted(Team.PASSWORD))
        .isProblem(409, "conflict");
    ada.post("/api/v1/users/nobody/readmit", "{}").isProblem(404, "not-found");
  }

  /** A4: the record names who sees more than before. */
  @Test
  void basingRecordsWhoGainsSight() {
    grant("ada", "administrator", "*");
    user("joe", "viewer", "development/*");
    user("eve", "viewer", "*");

    ada.post("/api/v1/workspaces", "{\"name\": \"development/new\", \"base\": \"production\"}")
        .hasStatus(201);
    ada.post("/api/v1/workspaces", "{\"name\": \"alone\"}").hasStatus(201);
    ada.patch("/api/v1/workspaces/alone", "{\"base\": \"production\"}").hasStatus(200);

    assertThat(
            ada.get("/api/v1/activity?action=createWorkspace")
                .json()
                .path("entries")
                .path(1)
                .path("subject")
                .asString())
        .isEqualTo("based on production, new sight for joe");
    assertThat(
            ada.get("/api/v1/activity?action=changeBase")
                .json()
                .path("entries")
                .path(0)
                .path("subject")
                .asString())
        .isEqualTo("based on production");
  }

  /** A2. */
  @Test
  void whatItsOwnerLosesATokenLosesAtThatMoment() {
    ApiClient joe = user("joe", "operator", "production");
    joe.get("/api/v1/runs?workspace=production").hasStatus(200);

    ada.delete("/api/v1/grants?user=joe&on=production").hasStatus(200);
    joe.get("/api/v1/runs?workspace=production").isProblem(404, "not-found");

    ada.delete("/api/v1/users/joe").hasStatus(200);
    joe.get("/api/v1/me").isProblem(401, "unauthenticated");
  }

  /** A3: a name that is used again is another workspace. */
  @Test
  void aGrantDoesNotPassToALaterWorkspaceOfTheSameName() {
    grant("ada", "administrator", "*");
    ApiClient joe = user("joe", "viewer", "development/joe");
    joe.get("/api/v1/runs?workspace=development/joe").hasStatus(200);

    ada.patch("/api/v1/workspaces/development/joe", "{\"state\": \"archived\"}").hasStatus(200);
    joe.get("/api/v1/runs?workspace=development/joe").hasStatus(200);
    ada.post("/api/v1/workspaces", "{\"name\": \"development/joe\", \"base\": \"development\"}")
        .hasStatus(201);

    joe.get("/api/v1/runs?workspace=development/joe").isProblem(404, "not-found");
  }

  /** A6. */
  @Test
  void whoDidWhatIsRecordedWithoutArguments() {
    grant("ada", "administrator", "production");
    ApiClient joe = user("joe", "operator", "production");
    joe.post(
            "/api/v1/runs?workspace=production",
            "{\"module\": \"users\", \"workflow\": \"welcome\", \"arguments\": [\"a secret value\"]}")
        .hasStatus(201);

    Answer activity = ada.get("/api/v1/activity?by=joe/laptop").hasStatus(200);
    check(
        activity.json().path("entries").path(0),
        entry -> {
          assertThat(entry.path("action").asString()).isEqualTo("submitRun");
          assertThat(entry.path("via").asString()).isEqualTo("api");
          assertThat(entry.path("workspace").asString()).isEqualTo("production");
          assertThat(entry.path("subject").asString()).isEqualTo("users.welcome");
        });
    assertThat(activity.response().body()).doesNotContain("secret value");
    String run = activity.json().path("entries").path(0).path("run").asString();
    assertThat(
            joe.get("/api/v1/runs/" + run + "/activity?workspace=production")
                .hasStatus(200)
                .json()
                .path("entries")
                .path(0)
                .path("by")
                .asString())
        .isEqualTo("joe/laptop");
    // W4: what is not visible does not exist.
    joe.get("/api/v1/runs/RZZZZ/activity?workspace=production").isProblem(404, "not-found");
    // Only administrators search; operators see what concerns a run that they see.
    assertThat(joe.get("/api/v1/activity").hasStatus(200).json().path("entries").size()).isZero();
  }

  /** A6: refusals are counted by identity and minute. */
  @Test
  void refusalsAreRecordedTogether() {
    grant("ada", "administrator", "production");
    ApiClient joe = user("joe", "viewer", "production");
    for (int i = 0; i < 3; i++) {
      joe.post("/api/v1/runs/" + welcome + "/cancel?workspace=production", "")
          .isProblem(403, "forbidden");
    }
    fixture.engine.advance(Duration.ofMinutes(2));
    fixture.engine.engine().keepAccess();

    check(
        ada.get("/api/v1/activity?action=cancelRun").json().path("entries").path(0),
        entry -> {
          assertThat(entry.path("refused").asBoolean()).isTrue();
          assertThat(entry.path("occurrences").asInt()).isEqualTo(3);
          assertThat(entry.path("by").asString()).isEqualTo("joe/laptop");
        });
  }

  /** A3. */
  @Test
  void administratorsOfAWorkspaceGrantWhatTheyHold() {
    ApiClient joe = user("joe", "administrator", "development/*");
    user("eve");

    joe.put(
            "/api/v1/grants",
            "{\"user\": \"eve\", \"role\": \"developer\", \"on\": \"development/joe\"}")
        .hasStatus(200);
    joe.put("/api/v1/grants", "{\"user\": \"eve\", \"role\": \"viewer\", \"on\": \"*\"}")
        .isProblem(403, "forbidden");
    joe.put("/api/v1/grants", "{\"user\": \"eve\", \"role\": \"viewer\", \"on\": \"production\"}")
        .isProblem(404, "not-found");
    joe.get("/api/v1/users").isProblem(403, "forbidden");
    assertThat(joe.get("/api/v1/access?user=eve&workspace=development/joe").text("role"))
        .isEqualTo("developer");
  }

  @Test
  void badInputGetsAClearSentence() {
    ada.post("/api/v1/users", "{\"name\": \"Joe\", \"password\": \"%s\"}".formatted(Team.PASSWORD))
        .isProblem(400, "invalid-argument")
        .says("small letters");
    ada.post("/api/v1/users", "{\"name\": \"joe\", \"password\": \"short\"}")
        .isProblem(400, "invalid-argument")
        .says("at least 12 characters");
    ada.post("/api/v1/users", "{\"name\": \"ada\", \"password\": \"%s\"}".formatted(Team.PASSWORD))
        .isProblem(409, "conflict");
    ada.put("/api/v1/grants", "{\"user\": \"ada\", \"role\": \"king\", \"on\": \"*\"}")
        .isProblem(400, "invalid-argument")
        .says("viewer, operator, developer, administrator");
    ada.put("/api/v1/grants", "{\"user\": \"nobody\", \"role\": \"viewer\", \"on\": \"*\"}")
        .isProblem(404, "not-found");
    ada.post("/api/v1/tokens", "{\"name\": \"x\", \"role\": \"viewer\", \"on\": []}")
        .isProblem(400, "invalid-argument");
    ada.post(
            "/api/v1/tokens",
            "{\"name\": \"x\", \"role\": \"viewer\", \"on\": [\"*\"], \"expiresInDays\": 0}")
        .isProblem(400, "invalid-argument");
  }

  @Test
  void guessingAPasswordIsSlowedDown() {
    String wrong = "{\"name\": \"ada\", \"password\": \"wrong wrong wrong\", \"token\": \"x\"}";
    for (int i = 0; i < 5; i++) {
      fixture
          .api
          .post("/api/v1/login", wrong)
          .isProblem(403, "forbidden")
          .says("name or the password");
    }
    fixture.api.post("/api/v1/login", wrong).isProblem(429, "too-many-requests");
    // Also with the right one, or guessing would go on.
    fixture
        .api
        .post(
            "/api/v1/login",
            "{\"name\": \"ada\", \"password\": \"%s\", \"token\": \"x\"}".formatted(Team.PASSWORD))
        .isProblem(429, "too-many-requests");
  }

  /** Each token for itself, and all tokens of a user together five times as much. */
  @Test
  void whoSendsTooMuchIsRefusedForAWhile() {
    try (ApiFixture small =
        new ApiFixture(
            "pinwheel.limits.requests-per-second=10", "pinwheel.limits.submissions-per-second=1")) {
      ApiFixture.Welcome open = small.welcome("u1");
      Team people = new Team(small);
      ApiClient joe = people.user("joe", "operator", "production");
      ApiClient eve = people.user("eve", "operator", "production");
      String rerun = "/api/v1/steps/%s/rerun?workspace=production".formatted(open.fetchStep());
      untilRefused(() -> joe.post(rerun, "{}"))
          .says("joe/laptop sent more than 1 submissions a second. Try again in 1 s.");
      Answer refused =
          untilRefused(() -> joe.get("/api/v1/me"))
              .says("joe/laptop sent more than 10 requests a second. Try again in 1 s.");
      assertThat(refused.response().headers().firstValue("Retry-After")).hasValue("1");
      eve.get("/api/v1/me").hasStatus(200);

      Awaitility.await().until(() -> joe.get("/api/v1/me").status() == 200);
    }
  }

  /** Faster than the server forgets. */
  private static Answer untilRefused(Supplier<Answer> request) {
    return Stream.generate(request)
        .limit(5_000)
        .filter(answer -> answer.status() == 429)
        .findFirst()
        .orElseThrow()
        .isProblem(429, "too-many-requests");
  }

  /** Nobody keeps the server busy with waiting. */
  @Test
  void aUserHasAFewRequestsThatWait() {
    try (ApiFixture small = new ApiFixture("pinwheel.limits.waiting-requests=2")) {
      ApiFixture.Welcome open = small.welcome("u1");
      Team people = new Team(small);
      ApiClient joe = people.user("joe", "viewer", "production");
      ApiClient eve = people.user("eve", "viewer", "production");
      String run = "/api/v1/runs/" + open.id();
      String result = run + "/result?workspace=production&waitMillis=";
      List<CompletableFuture<Answer>> waiting =
          Stream.of(1, 2)
              .map(i -> CompletableFuture.supplyAsync(() -> joe.get(result + 60_000)))
              .toList();
      Awaitility.await().until(() -> joe.get(result + 1).status() == 429);

      joe.get(result + 1)
          .isProblem(429, "too-many-requests")
          .says("2 requests of joe/laptop are waiting or following logs");
      joe.get(run + "/logs/follow?workspace=production").isProblem(429, "too-many-requests");
      joe.get(result + 0).hasStatus(202);
      eve.get(result + 1).hasStatus(202);

      open.run().returns("done");
      waiting.forEach(answer -> answer.join().hasStatus(200));
      joe.get(result + 1).hasStatus(200);
    }
  }

  @Test
  void aTokenHoldsInAFewPlaces() {
    ApiClient joe = user("joe", "viewer", "production");
    String patterns =
        IntStream.rangeClosed(1, 51)
            .mapToObj("\"team%d/*\""::formatted)
            .collect(Collectors.joining(","));

    joe.post(
            "/api/v1/tokens",
            "{\"name\": \"wide\", \"role\": \"viewer\", \"on\": [%s]}".formatted(patterns))
        .isProblem(400, "invalid-argument")
        .says("at most 50");
  }

  /** A5: what was reserved does not become free because a token ends. */
  @Test
  void modulesOfARevokedTokenStayReserved() {
    grant("ada", "administrator", "production");
    String token =
        ada.post(
                "/api/v1/tokens",
                "{\"name\": \"deploy\", \"role\": \"developer\", \"on\": [\"production\"]}")
            .json()
            .path("token")
            .path("id")
            .asString();
    String reservations = "/api/v1/reservations?workspace=production";
    ada.put(reservations, "{\"module\": \"billing\", \"tokens\": [%1$s, %1$s]}".formatted(token))
        .hasStatus(200);
    // Nothing is lost by a wrong number.
    ada.put(reservations, "{\"module\": \"billing\", \"tokens\": [999999]}")
        .isProblem(404, "not-found");

    ada.delete("/api/v1/tokens/" + token).hasStatus(200);

    JsonNode kept = ada.get(reservations).json().path("reservations");
    assertThat(kept).hasSize(1);
    assertThat(kept.path(0).path("module").asString()).isEqualTo("billing");
    assertThat(kept.path(0).path("tokens")).isEmpty();
  }

  /** A5: the names of tokens are not for everybody. */
  @Test
  void administratorsSeeTheTokensOfReservations() {
    grant("ada", "administrator", "production");
    ApiClient joe = user("joe", "viewer", "production");
    token(ada, "deploy", "developer", "");
    String reservations = "/api/v1/reservations?workspace=production";
    ada.put(
            reservations,
            "{\"module\": \"billing\", \"tokens\": [%s]}".formatted(idOf(ada, "deploy")))
        .hasStatus(200);

    assertThat(ada.get(reservations).response().body()).contains("ada/deploy");
    assertThat(joe.get(reservations).hasStatus(200).response().body())
        .contains("billing")
        .doesNotContain("deploy");
  }

  /** A4: a token knows no more names than it has roles. */
  @Test
  void aLimitedTokenDoesNotTellWhereElseItsOwnerHasARole() {
    ApiClient joe = user("joe", "viewer", "production", "viewer", "development/joe");
    String secret =
        joe.post(
                "/api/v1/tokens",
                "{\"name\": \"ci\", \"role\": \"viewer\", \"on\": [\"production\"]}")
            .text("secret");
    ApiClient ci = fixture.api.with(secret);

    for (String path : new String[] {"/api/v1/me", "/api/v1/grants", "/api/v1/tokens"}) {
      assertThat(ci.get(path).hasStatus(200).response().body())
          .as(path)
          .doesNotContain("development/joe");
      assertThat(joe.get(path).hasStatus(200).response().body()).as(path).contains("production");
    }
    assertThat(ci.get("/api/v1/me").response().body()).contains("another workspace");
  }
}
