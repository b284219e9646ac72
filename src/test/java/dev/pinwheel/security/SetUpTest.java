package dev.pinwheel.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.api.ApiServer;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A server on which everybody has to sign in, before it has users (A1). */
@ExtendWith(OutputCaptureExtension.class)
class SetUpTest {

  private static final String CODE = "with the code ";

  @Test
  void theFirstVisitorNeedsTheCodeOfTheLog(CapturedOutput output) {
    try (TestDatabase database = TestDatabase.create(TestDatabase.Kind.H2);
        EngineFixture engine = EngineFixture.start(database);
        ApiServer server =
            ApiServer.start(engine, database.payloads(), "pinwheel.require-sign-in=true")) {
      Browsing browser = new Browsing(server.address());
      assertThat(browser.get("/api/v1/workspaces").statusCode()).isEqualTo(401);
      assertThat(browser.get("/runs").headers().firstValue("Location"))
          .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in"));
      assertThat(browser.get("/sign-in").headers().firstValue("Location")).hasValue("/set-up");
      String log = output.getAll();
      String code =
          log.substring(log.lastIndexOf(CODE) + CODE.length())
              .lines()
              .findFirst()
              .orElseThrow()
              .strip();

      assertThat(setUp(browser, "AAAA-AAAA-AAAA-AAAA", "a long password")).isEqualTo(403);
      assertThat(setUp(browser, code, "short")).isEqualTo(400);
      assertThat(engine.engine().access().isSecured()).isFalse();
      assertThat(setUp(browser, code, "a long password")).isEqualTo(302);

      assertThat(engine.engine().access().isSecured()).isTrue();
      assertThat(browser.get("/set-up").statusCode()).isEqualTo(302);
      assertThat(browser.signIn("ada", "a long password").headers().firstValue("Location"))
          .hasValueSatisfying(to -> assertThat(to).doesNotContain("sign-in"));
    }
  }

  private static int setUp(Browsing browser, String code, String password) {
    String token = Browsing.token(browser.get("/set-up").body());
    return browser
        .post(
            "/set-up",
            Map.of("code", code, "username", "ada", "password", password, "_csrf", token))
        .statusCode();
  }
}
