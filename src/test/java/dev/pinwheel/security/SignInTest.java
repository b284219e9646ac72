package dev.pinwheel.security;

import static dev.pinwheel.security.SecuredServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Actor;
import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signing in with a password, and what others try (A1, A2). */
@SuppressWarnings("NullAway") // set up before all tests
class SignInTest {

  private static final String COOKIE = "pinwheel-sign-in";
  private static SecuredServer server;

  @BeforeAll
  static void start() {
    server = new SecuredServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void assertLeadsTo(HttpResponse<String> answer, String path) {
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location"))
        .hasValueSatisfying(location -> assertThat(location).endsWith(path));
  }

  private static boolean isSignedIn(Browsing browser) {
    return browser.get("/runs").statusCode() != 302;
  }

  /** A1. */
  @Test
  void aPageLeadsToTheSignInAndBack() {
    Browsing browser = server.browser();

    assertLeadsTo(browser.get("/runs?workspace=production"), "/sign-in");
    HttpResponse<String> signedIn = browser.signIn("joe", PASSWORD);

    assertThat(signedIn.headers().firstValue("Location"))
        .hasValueSatisfying(
            location -> assertThat(location).contains("/runs?workspace=production"));
    assertThat(isSignedIn(browser)).isTrue();
  }

  /** Whoever is signed in, and whether they still are, is one statement. */
  @Test
  void aRequestOfSomebodySignedInCostsOneStatement() {
    Browsing browser = server.browser();
    browser.signIn("joe", PASSWORD);
    browser.get("/runs");
    server.statements.reset();

    browser.get("/runs");

    assertThat(server.statements.statements())
        .filteredOn(sql -> sql.startsWith("select"))
        .hasSize(1)
        .allMatch(sql -> sql.contains("sign_in"));
  }

  @Test
  void theCookieIsForThisServerAndNoScript() {
    Browsing browser = server.browser();
    HttpResponse<String> answer = browser.signIn("joe", PASSWORD);

    String cookie =
        answer.headers().allValues("Set-Cookie").stream()
            .filter(one -> one.startsWith(COOKIE + "="))
            .findFirst()
            .orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=");
    assertThat(cookie).doesNotContain("Secure");
  }

  @Test
  void wrongPasswordsAndUnknownNamesGetTheSameAnswer() {
    Browsing wrong = server.browser();
    Browsing unknown = server.browser();

    assertLeadsTo(wrong.signIn("joe", "wrong horse battery"), "/sign-in?error");
    assertLeadsTo(unknown.signIn("nobody", "wrong horse battery"), "/sign-in?error");
    assertThat(wrong.get("/sign-in?error").body()).contains("The name or the password is wrong.");
    assertThat(isSignedIn(wrong)).isFalse();
  }

  @Test
  void aForgedFormSignsNobodyIn() {
    Browsing victim = server.browser();
    Map<String, String> form = Map.of("username", "joe", "password", PASSWORD);

    assertThat(victim.post("/sign-in", form).statusCode()).isEqualTo(403);
    String ofAnother = Browsing.token(server.browser().get("/sign-in").body());
    assertThat(
            victim
                .post(
                    "/sign-in", Map.of("username", "joe", "password", PASSWORD, "_csrf", ofAnother))
                .statusCode())
        .isEqualTo(403);
    assertThat(victim.cookie(COOKIE)).isEmpty();
  }

  @Test
  void aForeignPageCannotSendTheForm() {
    Browsing victim = server.browser();
    String token = Browsing.token(victim.get("/sign-in").body());

    assertThat(
            victim
                .post(
                    "/sign-in",
                    Map.of("username", "joe", "password", PASSWORD, "_csrf", token),
                    "Origin",
                    "https://evil.example")
                .statusCode())
        .isEqualTo(403);
    assertThat(victim.cookie(COOKIE)).isEmpty();
  }

  @Test
  void aSecretThatWasChosenBeforeIsNotTheOneAfterwards() {
    Browsing victim = server.browser();
    HttpCookie fixed = new HttpCookie(COOKIE, "chosen-by-somebody-else");
    fixed.setPath("/");
    victim.cookies.getCookieStore().add(server.address(), fixed);

    HttpResponse<String> answer = victim.signIn("joe", PASSWORD);

    assertThat(answer.headers().allValues("Set-Cookie"))
        .anyMatch(cookie -> cookie.startsWith(COOKIE + "="))
        .noneMatch(cookie -> cookie.contains("chosen-by-somebody-else"));
    Browsing attacker = server.browser();
    attacker.cookies.getCookieStore().add(server.address(), fixed);
    assertThat(isSignedIn(attacker)).isFalse();
  }

  @Test
  void aTamperedCookieIsNone() {
    Browsing browser = server.browser();
    browser.signIn("joe", PASSWORD);
    String secret = browser.cookie(COOKIE).orElseThrow();
    Browsing other = server.browser();
    for (String tampered :
        List.of(secret + "x", secret.substring(1), secret.toUpperCase(Locale.ROOT), "")) {
      HttpCookie cookie = new HttpCookie(COOKIE, tampered);
      cookie.setPath("/");
      other.cookies.getCookieStore().removeAll();
      other.cookies.getCookieStore().add(server.address(), cookie);
      assertThat(isSignedIn(other)).as(tampered).isFalse();
    }
  }

  /** The API takes tokens only, so no page can use it through somebody's browser. */
  @Test
  void theCookieDoesNotOpenTheApi() {
    Browsing browser = server.browser();
    browser.signIn("joe", PASSWORD);

    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(browser.get("/api/v1/me", "Authorization", "Basic am9lOnB3").statusCode())
        .isEqualTo(401);
    assertThat(browser.post("/api/v1/users/joe", Map.of("x", "y")).statusCode()).isIn(401, 415);
  }

  @Test
  void signingOutEverywhereEndsEveryBrowser() {
    Browsing one = server.browser();
    Browsing other = server.browser();
    one.signIn("joe", PASSWORD);
    other.signIn("joe", PASSWORD);
    assertThat(isSignedIn(one)).isTrue();
    assertThat(isSignedIn(other)).isTrue();
    long joe = server.engine.engine().access().findUser("joe").orElseThrow().id();

    var unused =
        server.engine.execute(
            new AccessCommand.SignOut(null, Actor.user("joe", joe, Actor.Via.STUDIO)));

    assertThat(isSignedIn(one)).isFalse();
    assertThat(isSignedIn(other)).isFalse();
  }

  @Test
  void aNewPasswordEndsTheOtherBrowsers() {
    Browsing browser = server.browser();
    browser.signIn("joe", PASSWORD);

    String hash = new PasswordHashes(4).hash(PASSWORD);
    var unused =
        server.engine.execute(new AccessCommand.SetPassword("joe", hash, null, server.ada));

    assertThat(isSignedIn(browser)).isFalse();
  }

  @Test
  void pagesSayWhatBrowsersMayDoWithThem() {
    HttpResponse<String> page = server.browser().get("/sign-in");

    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
    assertThat(page.headers().firstValue("Cache-Control"))
        .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy ->
            assertThat(policy)
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe"));
    assertThat(page.body()).doesNotContain("<style", "style=", "onload=");
  }

  /** What stands in an address is shown as text, if at all. */
  @Test
  void nothingOfTheAddressBecomesHtml() {
    String page =
        server
            .browser()
            .get("/sign-in?error=%3Cscript%3Ealert(1)%3C/script%3E&out=%7B%7Bform%7D%7D")
            .body();

    assertThat(page).doesNotContain("<script>alert", "{{");
  }

  @Test
  void guessingIsSlowedDownAlsoForTheRightPassword() {
    Browsing attacker = server.browser();
    for (int i = 0; i < 5; i++) {
      assertLeadsTo(attacker.signIn("ada", "guess number " + i + " x"), "/sign-in?error");
    }

    assertThat(attacker.signIn("ada", PASSWORD).headers().firstValue("Location"))
        .hasValueSatisfying(location -> assertThat(location).contains("/sign-in?wait="));
    // Another name can still sign in from there.
    assertThat(attacker.signIn("joe", PASSWORD).headers().firstValue("Location"))
        .hasValueSatisfying(location -> assertThat(location).doesNotContain("sign-in"));
  }

  @Test
  void hashesAreSlowAndSalted() {
    PasswordHashes hashes = new PasswordHashes(10);

    assertThat(hashes.hash(PASSWORD))
        .startsWith("{bcrypt}$2a$10$")
        .isNotEqualTo(hashes.hash(PASSWORD));
  }

  @Test
  void aCostThatBcryptDoesNotHaveIsRefusedInASentence() {
    assertThatThrownBy(() -> new PasswordHashes(3))
        .hasMessage("Expected pinwheel.password-cost from 4 to 31, found 3.");
  }

  /** The path is recognised by what it means, here and where the password is looked at. */
  @Test
  void anEncodedPathIsNoWayAroundTheWait() {
    Browsing browser = server.browser();
    List<String> answers =
        IntStream.range(0, 7)
            .mapToObj(i ->
                browser
                    .post(
                        "/%73ign-in",
                        Map.of(
                            "username",
                            "around",
                            "password",
                            "wrong horse battery",
                            "_csrf",
                            Browsing.token(browser.get("/sign-in").body())))
                    .headers()
                    .firstValue("Location")
                    .orElse(""))
            .toList();

    assertThat(answers).filteredOn(answer -> answer.endsWith("?error")).hasSizeLessThanOrEqualTo(5);
  }

  /** Attempts are counted before their passwords are looked at. */
  @Test
  void manyGuessesAtOnceAreCountedToo() throws InterruptedException {
    Queue<String> answers = new ConcurrentLinkedQueue<>();
    List<Thread> guesses =
        IntStream.range(0, 20)
            .mapToObj(i -> server.browser())
            .peek(browser -> browser.get("/sign-in"))
            .map(browser ->
                Thread.ofVirtual()
                    .start(() ->
                        answers.add(
                            browser
                                .signIn("at-once", "wrong horse battery")
                                .headers()
                                .firstValue("Location")
                                .orElse(""))))
            .toList();
    for (Thread guess : guesses) {
      guess.join();
    }

    assertThat(answers).hasSize(20);
    assertThat(answers).filteredOn(answer -> answer.endsWith("?error")).hasSizeLessThanOrEqualTo(5);
    assertThat(answers).filteredOn(answer -> answer.contains("?wait=")).isNotEmpty();
  }
}
