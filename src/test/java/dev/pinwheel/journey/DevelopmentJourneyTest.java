package dev.pinwheel.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.browser.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Why child workspaces exist: a run fails in production; a developer corrects the code, runs a
 * worker with it for a child workspace, and re-runs there on production's results. Server and
 * workers are processes of their own; the workers are built against the SDK's artifact.
 */
@Tag("packaged")
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class DevelopmentJourneyTest {

  private static final Path SERVER_LOG = Path.of("target", "journey-server.log");

  private static final String MAIN =
      """
      import dev.pinwheel.worker.Worker;

      public class Main {
        public static void main(String[] arguments) {
          Worker.builder()
              .server(arguments[0])
              .workspace(arguments[1])
              .name(arguments[2])
              .module(Letters.class)
              .start();
          System.out.println("working");
        }
      }
      """;

  private static final String LETTERS =
      """
      import static dev.pinwheel.sdk.Pinwheel.submit;

      import dev.pinwheel.sdk.Execution;
      import dev.pinwheel.sdk.Memo;
      import dev.pinwheel.sdk.Module;
      import dev.pinwheel.sdk.Task;
      import dev.pinwheel.sdk.Workflow;

      @Module("letters")
      public class Letters {

        public record Address(String name, String town) {}

        @Task(memo = @Memo)
        public Address findAddress(String id) {
          System.out.println("ran findAddress");
          return new Address("Ada " + id, "London");
        }

        @Task(memo = @Memo)
        public int buyStamp(Address address) {
          System.out.println("ran buyStamp");
          return 85;
        }

        @Task
        public String write(Address address, int stamp) {
          System.out.println("ran write");
          %s
        }

        @Workflow
        public String send(String id) {
          System.out.println("ran send");
          Address address = findAddress(id);
          Execution<Integer> stamp = submit(() -> buyStamp(address));
          return write(address, stamp.result());
        }
      }
      """;

  private static final String WRONG =
      "throw new IllegalStateException(\"No paper for \" + address.name());";
  private static final String RIGHT =
      "return \"Dear \" + address.name() + \", \" + address.town() + \" (\" + stamp + \")\";";

  @TempDir private Path directory;
  private ServerProcess server;
  private RestApi api;

  @BeforeEach
  void start() {
    server =
        ServerProcess.start(
            directory.resolve("data"), SERVER_LOG, "--pinwheel.embedded-worker=false");
    api = new RestApi(server.address());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void correctedCodeRunsInAChildWorkspaceOnTheResultsOfProduction() throws Exception {
    OutsideProject released = project("released", WRONG);
    try (WorkerProcess production = worker(released, "production", "released")) {
      String run = submit("u1");
      assertThat(api.result(run, "production").get("status").asString()).isEqualTo("failed");
      assertThat(ran(production))
          .containsExactlyInAnyOrder("ran send", "ran findAddress", "ran buyStamp", "ran write");
      JsonNode before = seenFrom("production", run);

      api.post("workspaces", "{\"name\":\"development/joe\",\"base\":\"production\"}");
      OutsideProject corrected = project("corrected", RIGHT);
      try (WorkerProcess development = worker(corrected, "development/joe", "joe@laptop")) {
        api.post("steps/%s:1/rerun?workspace=development/joe".formatted(run), "{}");
        JsonNode result = api.result(run, "development/joe");

        assertThat(result.get("status").asString()).as(result.toString()).isEqualTo("done");
        assertThat(result.get("value").asString()).isEqualTo("Dear Ada u1, London (85)");
        assertThat(ran(development)).containsExactlyInAnyOrder("ran send", "ran write");
        JsonNode tree = seenFrom("development/joe", run);
        assertThat(steps(tree, "workspace"))
            .containsExactlyInAnyOrder(
                "send in development/joe",
                "write in development/joe",
                "findAddress in production",
                "buyStamp in production");
        assertThat(texts(tree.get("calls"), "kind"))
            .containsExactlyInAnyOrder("reused", "reused", "made");

        assertThat(seenFrom("production", run)).isEqualTo(before);
        assertThat(ran(production)).hasSize(4);
        assertThat(development.terminate()).isZero();
        assertThat(Files.readString(SERVER_LOG)).contains("Worker joe@laptop has left");
      }
      assertThat(production.terminate()).isZero();
    }
  }

  private OutsideProject project(String name, String body) {
    return new OutsideProject(directory.resolve(name))
        .create()
        .source("Main", MAIN)
        .source("Letters", LETTERS.formatted(body))
        .build();
  }

  private WorkerProcess worker(OutsideProject project, String workspace, String name)
      throws Exception {
    return WorkerProcess.start(
        project, directory.resolve(name + ".log"), server.address().toString(), workspace, name);
  }

  private String submit(String id) throws Exception {
    return api.submit(
        "{\"module\":\"letters\",\"workflow\":\"send\",\"arguments\":[\"%s\"]}".formatted(id));
  }

  private JsonNode seenFrom(String workspace, String run) throws Exception {
    return api.get("runs/%s/steps?workspace=%s".formatted(run, workspace));
  }

  private static List<String> ran(WorkerProcess worker) {
    return worker.lines().stream().filter(line -> line.startsWith("ran ")).toList();
  }

  private static List<String> steps(JsonNode tree, String field) {
    return elements(tree.get("steps"))
        .map(step -> step.get("target").asString() + " in " + step.get(field).asString())
        .toList();
  }

  private static List<String> texts(JsonNode list, String field) {
    return elements(list).map(element -> element.get(field).asString()).toList();
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
