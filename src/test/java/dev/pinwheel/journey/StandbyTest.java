package dev.pinwheel.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.browser.ServerProcess;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Pinwheel;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.testing.OwnPostgres;
import dev.pinwheel.testing.ReservedPort;
import dev.pinwheel.worker.Worker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two packaged servers on one PostgreSQL: one works, the other stands by. The one that works is
 * killed, then its successor is frozen, both under load: nothing is lost, nothing is executed
 * twice, large values are there, and a worker that knows both addresses goes on (N3, N4).
 */
@Tag("packaged")
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class StandbyTest {

  private static final Logger LOG = LoggerFactory.getLogger(StandbyTest.class);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration AT_MOST = Duration.ofSeconds(120);
  private static final int EXIT_UNSAFE = 70;
  private static final int STEPS = 5;

  /** Executions of each step, counted outside of the servers. */
  private static final Map<String, AtomicInteger> LEDGER = new ConcurrentHashMap<>();

  /** What the worker executes. */
  @Module("chain")
  public static class Chain {

    @Task
    public int step(String run, int number) {
      return LEDGER
          .computeIfAbsent(run + "/" + number, key -> new AtomicInteger())
          .incrementAndGet();
    }

    @Workflow
    public int walk(String run) {
      int sum = 0;
      for (int i = 0; i < STEPS; i++) {
        sum += step(run, i);
        Pinwheel.log().info("{step} of {run}", i, run);
      }
      return sum;
    }

    @Workflow
    public String large(int size) {
      return "x".repeat(size);
    }
  }

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  private final List<String> runs = new ArrayList<>();

  private record NamedServer(String name, int port) {
    URI address() {
      return URI.create("http://localhost:" + port);
    }
  }

  private final NamedServer a = new NamedServer("a", ReservedPort.next());
  private final NamedServer b = new NamedServer("b", ReservedPort.next());

  private Path log(NamedServer server) {
    return directory.resolve(server.name() + ".log");
  }

  private ServerProcess begin(OwnPostgres postgres, NamedServer server) {
    return ServerProcess.begin(
        directory.resolve(server.name()),
        log(server),
        "--server.port=" + server.port(),
        "--spring.datasource.url=" + postgres.url(),
        "--spring.datasource.username=postgres",
        "--pinwheel.standby=true",
        "--pinwheel.server-lease=5s",
        "--pinwheel.embedded-worker=false");
  }

  private static int status(NamedServer server, String path) {
    try {
      return CLIENT
          .send(
              HttpRequest.newBuilder(server.address().resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .statusCode();
    } catch (Exception e) {
      return 0;
    }
  }

  private static void awaitStandby(NamedServer server) {
    await().atMost(AT_MOST).until(() -> status(server, "/health/live") == 200);
    assertThat(status(server, "/health")).isEqualTo(200);
    assertThat(status(server, "/health/ready")).isEqualTo(503);
    assertThat(status(server, "/api/v1/workspaces")).isEqualTo(503);
  }

  private static List<String> states(NamedServer asked) throws Exception {
    List<String> states = new ArrayList<>();
    new RestApi(asked.address())
        .get("servers")
        .path("servers")
        .forEach(server -> states.add(server.path("state").asString()));
    return states;
  }

  private void submit(NamedServer server, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      String name = "run" + runs.size();
      runs.add(
          new RestApi(server.address())
              .submit(
                  "{\"module\": \"chain\", \"workflow\": \"walk\", \"arguments\": [\"%s\"]}"
                      .formatted(name)));
    }
  }

  private static int executions() {
    return LEDGER.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /** How long it takes until the other one works, from the moment at which the first is gone. */
  private void awaitTakeOver(ServerProcess other, NamedServer server) {
    long began = System.nanoTime();
    other.awaitReady(log(server));
    LOG.info(
        "{} took over in {} ms",
        server.name(),
        Duration.ofNanos(System.nanoTime() - began).toMillis());
  }

  private void checkAllEnded(NamedServer server) throws Exception {
    RestApi api = new RestApi(server.address());
    for (String run : runs) {
      assertThat(api.result(run, "production").path("value").asInt()).as(run).isEqualTo(STEPS);
    }
    assertThat(LEDGER).hasSize(runs.size() * STEPS);
    assertThat(LEDGER.values()).allSatisfy(times -> assertThat(times.get()).isEqualTo(1));
  }

  @Test
  void aServerThatIsKilledOrFrozenIsReplaced_N3() throws Exception {
    try (OwnPostgres postgres = OwnPostgres.create(directory.resolve("postgres"));
        ServerProcess first = begin(postgres, a)) {
      first.awaitReady(log(a));
      try (ServerProcess second = begin(postgres, b);
          Worker worker =
              Worker.builder()
                  .server(a.address() + "," + b.address())
                  .workspace("production")
                  .stopOnSignals(false)
                  .module(Chain.class)
                  .start()) {
        awaitStandby(b);
        await().untilAsserted(() -> assertThat(states(a)).containsExactly("working", "standby"));
        String large =
            new RestApi(a.address())
                .submit(
                    "{\"module\": \"chain\", \"workflow\": \"large\", \"arguments\": [3000000]}");
        new RestApi(a.address()).result(large, "production");
        submit(a, 20);
        await().until(() -> executions() > 10);

        first.close();
        awaitTakeOver(second, b);

        checkAllEnded(b);
        assertThat(new RestApi(b.address()).result(large, "production").path("value").asString())
            .hasSize(3_000_000);
        try (ServerProcess third = begin(postgres, a)) {
          awaitStandby(a);
          submit(b, 20);
          signal(second, "STOP");
          awaitTakeOver(third, a);
          await().atMost(AT_MOST).until(() -> states(a).contains("silent"));
          signal(second, "CONT");

          assertThat(second.awaitEnd()).isEqualTo(EXIT_UNSAFE);
          checkAllEnded(a);
          assertThat(worker.session()).isNotEmpty();
        }
      }
    }
  }

  private static void signal(ServerProcess server, String signal) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + signal, Long.toString(server.pid())).start().waitFor())
        .isZero();
  }
}
