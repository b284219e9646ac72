package dev.pinwheel.cli;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.api.ApiServer;
import dev.pinwheel.testing.AutoWorker;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** A server whose runs go on by themselves, and the command line in front of it. */
final class CliFixture implements AutoCloseable {

  private final TestDatabase database = TestDatabase.create(TestDatabase.Kind.H2);
  final EngineFixture engine = EngineFixture.start(database);
  private final ApiServer server;
  private final AtomicInteger asked = new AtomicInteger();

  CliFixture() {
    engine.workspace("production");
    engine.workspace("development", "production");
    AutoWorker.embedded(
            engine,
            workflow("welcome", "userId"),
            workflow("many"),
            workflow("flaky"),
            task("fetchUser", "userId").memo(),
            task("askPartner").retries(1),
            task("check", "n"))
        .plays(
            "welcome",
            task -> {
              task.call("fetchUser", task.argument(0));
              return task.call("fetchUser", task.argument(0));
            })
        .plays(
            "many",
            task -> {
              for (int i = 0; i < 10; i++) {
                task.call("check", i);
              }
              return 10;
            })
        .plays("check", task -> "ok")
        .plays("flaky", task -> task.call("askPartner"))
        .plays(
            "askPartner",
            task -> {
              if (asked.incrementAndGet() % 2 == 1) {
                throw new IllegalStateException("no answer");
              }
              return "recommended";
            })
        .plays(
            "fetchUser",
            task -> {
              if (task.argument(0).toString().equals("\"nobody\"")) {
                throw new IllegalStateException("no such user");
              }
              return task.argument(0);
            });
    server = ApiServer.start(engine, database.payloads());
  }

  String address() {
    return server.address().toString();
  }

  /** What a command printed, and how it ended. */
  record Output(int exitCode, String out, String err) {

    Output endsWith(int expected) {
      assertThat(exitCode).as(out + err).isEqualTo(expected);
      return this;
    }

    /** It was refused or misused, and says why. */
    Output says(String part) {
      assertThat(err).startsWith("pinwheel: ").contains(part);
      assertThat(err.lines().findFirst().orElse("")).matches(".{15,}[.?]");
      assertThat(err).doesNotContain("Exception", "\tat ");
      return this;
    }

    JsonNode json() {
      return RestClient.MAPPER.readTree(out);
    }
  }

  Output run(String... arguments) {
    return run(Map.of("PINWHEEL_SERVER", address()), Path.of("/"), Terminal.NONE, arguments);
  }

  static Output run(
      Map<String, String> environment, Path directory, Terminal screen, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        PinwheelCommand.run(
            new CliEnvironment(
                new PrintWriter(out),
                new PrintWriter(err),
                new HashMap<>(environment),
                directory,
                ZoneOffset.UTC,
                screen),
            arguments);
    return new Output(exitCode, out.toString(), err.toString());
  }

  @Override
  public void close() {
    server.close();
    engine.close();
    database.close();
  }
}
