package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pinwheel.cli.CliFixture.Output;
import dev.pinwheel.engine.log.LogMessage;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every command, against a server. */
class CommandsTest {

  private static CliFixture fixture;

  @BeforeAll
  static void start() {
    fixture = new CliFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static String submitted(String... arguments) {
    Output output = fixture.run("submit", "users.welcome", arguments[0]).endsWith(0);
    return output.err().substring(0, output.err().indexOf(' '));
  }

  @Test
  void submitWaitsAndPrintsTheResult() {
    Output output = fixture.run("submit", "users.welcome", "\"u1\"").endsWith(0);

    assertThat(output.out()).isEqualTo("\"u1\"\n");
    assertThat(output.err()).matches("R\\w+ submitted in production\n");
  }

  @Test
  void ofSeveralServersTheOneThatWorksIsAsked() throws IOException {
    HttpServer standby =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    standby.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    standby.start();
    try {
      String one = "http://localhost:" + standby.getAddress().getPort();
      Output output =
          fixture.run("workspaces", "list", "--server", one + ", " + fixture.address()).endsWith(0);

      assertThat(output.out()).contains("production");
      assertThat(Credentials.tokenOfOne(Map.of("PINWHEEL_TOKEN", "secret"), one + ",http://two"))
          .contains("secret");
      fixture
          .run("workspaces", "list", "--server", one + ",two")
          .endsWith(ExitCodes.USAGE)
          .says("found 'two'");
    } finally {
      standby.stop(0);
    }
  }

  @Test
  void aWorkerTakesTheTokenOfTheFirstServerThatOneLoggedInTo(@TempDir Path home) {
    Map<String, String> variables = Map.of("XDG_CONFIG_HOME", home.toString());
    Credentials.of(variables).keep("http://two:8080", "secret");

    assertThat(Credentials.tokenOfOne(variables, "http://one:8080,http://two:8080/"))
        .contains("secret");
    assertThat(Credentials.tokenOfOne(variables, "http://one:8080")).isEmpty();
  }

  @Test
  void submitFailsWhenTheRunFails() {
    Output output = fixture.run("submit", "users.welcome", "nobody").endsWith(ExitCodes.RUN_FAILED);

    assertThat(output.out()).isEmpty();
    assertThat(output.err()).contains(" failed: ", "./pinwheel runs inspect R");
  }

  @Test
  void submitTakesTextsNumbersJsonAndNames() {
    assertThat(fixture.run("submit", "users/welcome", "some text").out())
        .isEqualTo("\"some text\"\n");
    assertThat(fixture.run("submit", "users.welcome", "9007199254740993").out())
        .isEqualTo("9007199254740993\n");
    assertThat(fixture.run("submit", "users.welcome", "{\"a\": [1]}").out())
        .isEqualTo("{\"a\":[1]}\n");
    assertThat(fixture.run("submit", "users.welcome", "-a", "userId=a=b").out())
        .isEqualTo("\"a=b\"\n");
    assertThat(fixture.run("submit", "users.welcome", "@file").out()).isEqualTo("\"@file\"\n");
  }

  @Test
  void submitIsRefusedInTheServersWords() {
    fixture
        .run("submit", "users.nothing")
        .endsWith(ExitCodes.REFUSED)
        .says("has no target 'nothing'");
    fixture.run("submit", "users.welcome").endsWith(ExitCodes.REFUSED).says("Expected 1 argument");
    fixture
        .run("submit", "users.welcome", "u", "-w", "none")
        .endsWith(ExitCodes.REFUSED)
        .says("none");
    fixture.run("submit", "users.welcome", "-a", "x=1").endsWith(ExitCodes.REFUSED).says("userId");
  }

  @Test
  void submitWithoutWaitingPrintsTheIdAlone() {
    String id = fixture.run("submit", "users.welcome", "u", "--no-wait").endsWith(0).out().strip();
    JsonNode json =
        fixture
            .run("submit", "users.welcome", "u", "--no-wait", "--output", "json")
            .endsWith(0)
            .json();

    assertThat(id).matches("R\\w{4,}");
    assertThat(json.path("run").asString()).matches("R\\w{4,}");
    assertThat(fixture.run("runs", "result", id, "--wait").endsWith(0).out()).isEqualTo("\"u\"\n");
  }

  @Test
  void submitWithAKeyGivesTheSameRun_E5() {
    String first =
        fixture.run("submit", "users.welcome", "u", "--no-wait", "--idempotency-key", "k1").out();
    String again =
        fixture.run("submit", "users.welcome", "u", "--no-wait", "--idempotency-key", "k1").out();

    assertThat(again).isEqualTo(first);
    fixture
        .run("submit", "users.welcome", "v", "--idempotency-key", "k1")
        .endsWith(ExitCodes.REFUSED)
        .says("k1");
  }

  @Test
  void explainSaysWhyAStepExecutedAndWhoReusedIt() {
    String run = submitted("u1");

    String text = fixture.run("runs", "explain", run + ":2").endsWith(0).out();
    JsonNode json = fixture.run("runs", "explain", run + ":2:1", "-o", "json").endsWith(0).json();

    assertThat(text)
        .startsWith(run + ":2:1  users.fetchUser  production\n")
        .contains("Called by welcome (%s:1:1).".formatted(run))
        .contains("memo: all arguments (task) · key ")
        .containsPattern("  userId +\"u1\"\n")
        .contains("Reused by\n  welcome (%s:1:1): Reused %s:2:1.\n".formatted(run, run))
        .containsPattern("✓ %s:2:1 +production +value +taken".formatted(run));
    assertThat(json.path("lookup").path("verdict").asString()).isEqualTo("miss");
    assertThat(json.path("reuses").path(0).path("verdict").asString()).isEqualTo("hit");
    assertThat(fixture.run("runs", "explain", run).endsWith(0).out())
        .contains("Executed because the run was submitted.");
    fixture.run("runs", "explain", run + ":99").endsWith(ExitCodes.REFUSED).says("cannot see");
    fixture.run("runs", "explain", "x").endsWith(2).says("Expected the id");
  }

  @Test
  void compareSaysWhatDiffersBetweenTwoAttempts() {
    String run = submitted("u1");
    fixture.run("runs", "rerun", run).endsWith(0);

    String text = fixture.run("runs", "compare", run + ":1:1", run + ":1:2").endsWith(0).out();
    JsonNode json =
        fixture.run("runs", "compare", run + ":1:1", run + ":1:2", "-o", "json").endsWith(0).json();

    assertThat(text)
        .containsPattern("%s:1:1  production  ✓ done".formatted(run))
        .contains("The results are equal.\n");
    assertThat(json.path("sameOutcome").asBoolean()).isTrue();
    assertThat(json.path("after").path("execution").asString()).isEqualTo(run + ":1:2");
    fixture
        .run("runs", "compare", run + ":1:1", run + ":2:1")
        .endsWith(ExitCodes.REFUSED)
        .says("Expected two executions of one target");
    assertThat(
            fixture
                .run("runs", "compare", run, "--with-workspace", "development")
                .endsWith(0)
                .out())
        .contains(run + ":1:2  production  ✓ done", "It is the same attempt.", "1 call the same\n");
    fixture.run("runs", "rerun", run, "-w", "development").endsWith(0);
    assertThat(
            fixture
                .run("runs", "compare", run, "--with-workspace", "development")
                .endsWith(0)
                .out())
        .contains("The results are equal.", "1 call the same\n");
    String other = submitted("u2");
    assertThat(fixture.run("runs", "compare", other, run).endsWith(0).out())
        .contains("~ welcome", "userId u1 → u2");
    assertThat(fixture.run("runs", "compare", run, "1").endsWith(0).out())
        .contains(run + ":1:1", run + ":1:2");
    fixture.run("runs", "compare", run).endsWith(2).says("Expected two executions");
    fixture.run("runs", "compare", run + ":1:1").endsWith(2).says("Expected two executions");
  }

  @Test
  void submitDrawsTheTreeOnATerminal() {
    Terminal screen = new Terminal(true, false, 24, 80);

    Output output =
        CliFixture.run(
            Map.of("PINWHEEL_SERVER", fixture.address()),
            Path.of("/"),
            screen,
            "submit",
            "users.welcome",
            "u9");

    assertThat(output.exitCode()).isZero();
    assertThat(output.out()).contains("✓ welcome", "  ✓ fetchUser", "  ↪ fetchUser", "reused");
    assertThat(output.out().lines().filter(line -> !line.contains("\u001b")))
        .allMatch(line -> line.length() < 80);
  }

  @Test
  void submitAnswersJson() {
    JsonNode result =
        fixture
            .run("submit", "users.welcome", "nobody", "-o", "json")
            .endsWith(ExitCodes.RUN_FAILED)
            .json();

    assertThat(result.path("status").asString()).isEqualTo("failed");
    assertThat(result.path("failure").path("type").asString()).isNotEmpty();
  }

  @Test
  void retentionIsSetPreviewedAndInherited_G1() {
    assertThat(fixture.run("retention", "show").endsWith(0).out())
        .isEqualTo("production keeps all runs (nothing is set).\n");
    assertThat(
            fixture
                .run("retention", "set", "--age", "30d", "--last-runs", "1", "--child-limit", "12h")
                .endsWith(0)
                .out())
        .isEqualTo(
            "production keeps runs for 30 days after their last activity, and the last 1 run of each workflow, children at most 12 hours longer.\n");
    assertThat(fixture.run("retention", "show", "-w", "development").endsWith(0).out())
        .endsWith("(from production).\n");
    assertThat(
            fixture
                .run("retention", "preview", "--age", "PT36H", "-o", "json")
                .endsWith(0)
                .json()
                .path("runs")
                .asInt())
        .isZero();
    assertThat(fixture.run("retention", "preview", "--everything").endsWith(0).out())
        .isEqualTo("Would remove 0 runs with 0 executions, about 0 bytes.\n");
    assertThat(fixture.run("retention", "removed").endsWith(0).err()).contains("No runs");
    assertThat(fixture.run("retention", "set", "--inherit").endsWith(0).out())
        .isEqualTo("production keeps all runs (nothing is set).\n");

    fixture.run("retention", "set").endsWith(ExitCodes.USAGE).says("found neither");
    fixture.run("retention", "set", "--age", "soon").endsWith(ExitCodes.USAGE).says("'soon'");
    fixture.run("retention", "set", "--age", "0m").endsWith(ExitCodes.REFUSED).says("1 minute");
    fixture
        .run("retention", "set", "--inherit", "--everything")
        .endsWith(ExitCodes.USAGE)
        .says("found both");
  }

  @Test
  void runsKeepMarksARun_G1() {
    String run = submitted("kept");

    assertThat(fixture.run("runs", "keep", run).endsWith(0).out())
        .isEqualTo(run + " is kept until it is released.\n");
    assertThat(fixture.run("runs", "list", "--text", "kept").endsWith(0).out()).contains("· kept");
    assertThat(fixture.run("runs", "release", run).endsWith(0).out())
        .isEqualTo(run + " is kept as long as production says.\n");
    assertThat(fixture.run("runs", "list", "--text", "kept").endsWith(0).out())
        .doesNotContain("· kept");
    fixture.run("runs", "keep", run, "-w", "development").endsWith(ExitCodes.REFUSED);
  }

  @Test
  void runsListIsAligned() {
    String run = submitted("listed");

    List<String> lines =
        fixture.run("runs", "list", "--text", "listed").endsWith(0).out().lines().toList();

    assertThat(lines).hasSize(2);
    int column = lines.get(0).indexOf("Workflow");
    assertThat(lines.get(1)).startsWith(run);
    assertThat(lines.get(1).substring(column))
        .startsWith("users.welcome(userId \"listed\")  ✓ done");
    assertThat(fixture.run("runs", "list", "--text", "no such run").endsWith(0).err())
        .contains("No run that is visible from production matches.");
    assertThat(
            fixture
                .run("runs", "list", "-n", "1", "--output", "json")
                .endsWith(0)
                .json()
                .path("runs"))
        .hasSize(1);
    fixture.run("runs", "list", "--status", "tired").endsWith(ExitCodes.REFUSED).says("tired");
  }

  @Test
  void runsInspectShowsTheTree() {
    String run = submitted("u2");

    String text = fixture.run("runs", "inspect", run).endsWith(0).out();
    JsonNode json = fixture.run("runs", "inspect", run, "-o", "json").endsWith(0).json();

    assertThat(text)
        .contains(
            run + "  users.welcome(userId \"u2\")  ✓ done",
            "reused 1 of 2 calls",
            "✓ fetchUser(userId \"u2\")",
            "↪ fetchUser(userId \"u2\")",
            "◆ 1");
    assertThat(json.path("run").path("run").asString()).isEqualTo(run);
    assertThat(json.path("tree").path("steps")).hasSize(2);
    fixture.run("runs", "inspect", "hello").endsWith(ExitCodes.USAGE).says("'hello'");
  }

  @Test
  void manyCallsOfOneTargetAreOneRow() {
    Output output = fixture.run("submit", "users.many", "--output", "json").endsWith(0);

    String tree =
        fixture.run("runs", "inspect", output.json().path("run").asString()).endsWith(0).out();

    assertThat(tree).contains("⋯ check × 10", "10 done");
    assertThat(tree.lines().filter(line -> line.contains("check"))).hasSize(1);
  }

  @Test
  void runsRerunMakesANewAttempt_F1() {
    String run = submitted("u3");

    Output step =
        fixture
            .run("runs", "rerun", run + ":2", "-w", "development", "--reason", "why not")
            .endsWith(0);
    Output whole =
        fixture.run("runs", "rerun", run, "--output", "json", "--memo", "off").endsWith(0);

    assertThat(step.err()).contains(run + ":2:2 re-runs in development");
    assertThat(step.out()).contains("\"u3\"");
    assertThat(whole.json().path("execution").asString()).isEqualTo(run + ":1:2");
    assertThat(fixture.run("runs", "rerun", run, "--no-wait").endsWith(0).out())
        .isEqualTo(run + ":1:3\n");
    fixture.run("runs", "rerun", run + ":99").endsWith(ExitCodes.REFUSED).says(run + ":99");
    fixture.run("runs", "rerun").endsWith(ExitCodes.USAGE).says("STEP");
  }

  @Test
  void runsRerunWaitsForTheRetriesOfTheStep_E2() {
    Output submitted = fixture.run("submit", "users.flaky").endsWith(0);
    String run = submitted.err().substring(0, submitted.err().indexOf(' '));

    Output rerun = fixture.run("runs", "rerun", run + ":2").endsWith(0);

    assertThat(rerun.out()).endsWith("\"recommended\"\n");
    assertThat(rerun.err()).startsWith(run + ":2:3 re-runs in production");
  }

  @Test
  void runsPlanSaysWhatAReRunWouldDoAndReRunSaysWhetherItDid() {
    String run = submitted("u4");

    Output text = fixture.run("runs", "plan", run, "-w", "development").endsWith(0);
    Output forced =
        fixture.run("runs", "plan", run, "--also-force", run + ":2", "-o", "json").endsWith(0);
    Output done = fixture.run("runs", "rerun", run, "-w", "development").endsWith(0);

    assertThat(text.out())
        .startsWith("Re-run of welcome (%s:1) in development: a prediction".formatted(run))
        .contains("1 will run\n  users.welcome  forced")
        .containsPattern("2 will be reused\\n  users.fetchUser × 2 +from production #1")
        .contains("0 reused if their arguments stay equal\n")
        .contains("of work not repeated · can run there: yes");
    assertThat(forced.json().at("/willRun/calls").asInt()).isEqualTo(2);
    assertThat(done.err()).contains("As planned: 1 ran, 2 were reused.");
    fixture.run("runs", "plan", run + ":99").endsWith(ExitCodes.REFUSED).says(run + ":99");
    fixture
        .run("runs", "plan", run, "--also-force", "x")
        .endsWith(ExitCodes.USAGE)
        .says("Expected");
  }

  @Test
  void runsCancelSaysHowMuch_E4() {
    fixture.engine.pause("development");
    try {
      String run =
          fixture
              .run("submit", "users.welcome", "u", "--no-wait", "-w", "development")
              .out()
              .strip();

      assertThat(fixture.run("queue", "-w", "development").endsWith(0).out())
          .contains("1 due", run + ":1:1", "development is paused", "Resume development");
      fixture
          .run("runs", "result", run, "-w", "development")
          .endsWith(ExitCodes.REFUSED)
          .says("no result yet");
      assertThat(fixture.run("runs", "cancel", run, "-w", "development").endsWith(0).out())
          .contains("Cancelled 1 execution");
      assertThat(fixture.run("runs", "cancel", run, "-w", "development").endsWith(0).out())
          .contains("Nothing");
      fixture.run("runs", "result", run, "-w", "development").endsWith(ExitCodes.RUN_FAILED);
    } finally {
      fixture.engine.resume("development");
    }
  }

  @Test
  void logsPrintAndFollow() {
    String run = submitted("u4");
    ExecutionId execution = ExecutionId.parse(run + ":1:1").orElseThrow();
    fixture
        .engine
        .engine()
        .log(
            List.of(
                new LogMessage(
                    execution,
                    fixture.engine.clock().instant(),
                    "warn",
                    "careful",
                    Json.of("{}"))));

    Output followed = fixture.run("logs", run, "--follow").endsWith(0);
    Output printed = fixture.run("logs", run + ":1").endsWith(0);
    Output json = fixture.run("logs", execution.toString(), "-o", "json").endsWith(0);

    assertThat(followed.out())
        .isEqualTo("10:00:00.000  warn    %s  welcome  careful\n".formatted(execution));
    assertThat(printed.out()).isEqualTo(followed.out());
    assertThat(json.json().path("message").asString()).isEqualTo("careful");
    assertThat(fixture.run("logs", run, "--level", "error").endsWith(0).out()).isEmpty();
    fixture.run("logs", "R0000").endsWith(ExitCodes.REFUSED);
  }

  @Test
  void workspacesAreCreatedAndChanged() {
    assertThat(fixture.run("workspaces", "create", "w/a", "--base", "production").endsWith(0).out())
        .contains("Created w/a from production.");
    assertThat(fixture.run("workspaces", "list").endsWith(0).out()).contains("  w/a");
    assertThat(fixture.run("workspaces", "pause", "w/a").endsWith(0).out()).contains("is paused");
    assertThat(fixture.run("workspaces", "resume", "w/a").endsWith(0).out()).contains("is active");
    assertThat(
            fixture
                .run("workspaces", "update", "w/a", "--name", "w/b", "--no-base", "-o", "json")
                .endsWith(0)
                .json()
                .path("name")
                .asString())
        .isEqualTo("w/b");
    assertThat(fixture.run("workspaces", "archive", "w/b").endsWith(0).out())
        .contains("is archived");
    assertThat(fixture.run("workspaces", "list", "--archived").out()).contains("w/b", "archived");
    fixture.run("workspaces", "update", "w/b").endsWith(ExitCodes.USAGE).says("--name");
    fixture.run("workspaces", "pause", "w/b").endsWith(ExitCodes.REFUSED).says("is archived");
    fixture.run("workspaces", "create", "production").endsWith(ExitCodes.REFUSED).says("exists");
    fixture.run("workspaces", "pause", "a b?").endsWith(ExitCodes.USAGE).says("'a b?'");
  }

  @Test
  void workersAreListed() {
    assertThat(fixture.run("workers", "list").endsWith(0).out())
        .contains("embedded worker", "connected", "users");
    assertThat(fixture.run("workers", "list", "-o", "json").endsWith(0).json().path("workers"))
        .hasSize(1);
    assertThat(fixture.run("queue", "-o", "json").endsWith(0).json().path("counts").has("due"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runz",
        "runs",
        "runs lost",
        "submit",
        "submit users",
        "submit .x",
        "runs list --limit many",
        "runs list --nothing",
        "runs list --output xml",
        "submit users.welcome a -a userId=b",
        "workspaces update w --base a --no-base",
        "runs list --server nowhere",
        "runs list --server ftp://localhost",
      })
  void whatIsNotTypedWellIsExplained(String line) {
    fixture.run(line.split(" ")).endsWith(ExitCodes.USAGE).says("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--help",
        "submit --help",
        "runs --help",
        "runs list -h",
        "logs -h",
        "queue -h"
      })
  void everyCommandSaysHowToUseIt(String line) {
    Output output = fixture.run(line.isEmpty() ? new String[0] : line.split(" ")).endsWith(0);

    assertThat(output.out()).startsWith("Usage: pinwheel");
  }

  @Test
  void theVersionIsTold() {
    assertThat(fixture.run("--version").endsWith(0).out()).startsWith("pinwheel ");
  }
}
