package dev.pinwheel.gateway;

import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.testing.FuzzedJson;
import dev.pinwheel.testing.SubmittedRun;
import dev.pinwheel.worker.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever a worker sends, before its hello and after it, the server answers, ignores or refuses it
 * in a sentence: no error of the server, no growth, and another worker goes on beside it. {@code
 * -Dpinwheel.seed=7} repeats a failure.
 */
@Tag("soak")
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class ProtocolFuzzTest extends SocketFixture {

  private static final int MESSAGES = Boolean.getBoolean("pinwheel.soak") ? 100_000 : 2_000;
  private static final long SEED = Long.getLong("pinwheel.seed", 1);
  private static final int INSTANCES = 20;
  private static final long MAX_GROWTH = 150_000_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Works beside it. */
  @Module("steady")
  public static class Steady {
    @Workflow
    public int next(int n) {
      return n + 1;
    }
  }

  private final Random random = new Random(SEED);
  private JsonNode schema;
  private int runs;
  private int messages;

  @Test
  void everythingIsAnsweredIgnoredOrRefused() throws Exception {
    schema = JSON.readTree(Files.readString(Path.of("docs", "reference", "protocol.schema.json")));
    long usedAtFirst = 0;
    try (Worker steady = steady()) {
      for (int connection = 0; messages < MESSAGES; connection++) {
        boolean isEarly = messages < MESSAGES / 10;
        connect(connection);
        if (connection % 10 == 0) {
          SubmittedRun run = SubmittedRun.of(engine, "steady", "next", "" + connection);
          runs++;
          assertThat(run.value()).isEqualTo("" + (connection + 1));
        }
        if (isEarly && messages >= MESSAGES / 10) {
          usedAtFirst = usedMemory();
        }
      }
      assertThat(steady.running()).isZero();
    }
    assertThat(
            engine.database().<Integer>read(dsl -> dsl.fetchCount(RUN, RUN.SPAWNED_BY_ID.isNull())))
        .isEqualTo(runs);
    assertThat(
            engine
                .database()
                .<Integer>read(
                    dsl -> dsl.fetchCount(WORKER_SESSION, WORKER_SESSION.ENDED_AT.isNull())))
        .as("open sessions")
        .isLessThanOrEqualTo(INSTANCES + 1);
    assertThat(usedMemory() - usedAtFirst).as("growth of the heap").isLessThan(MAX_GROWTH);
  }

  private Worker steady() {
    return Worker.builder()
        .name("steady")
        .server(server.address())
        .stopOnSignals(false)
        .workspace("production")
        .module(Steady.class)
        .start();
  }

  private void connect(int number) throws Exception {
    String instance = "fuzz " + number % INSTANCES;
    List<String> said = new ArrayList<>();
    try (RawWorker worker = RawWorker.connect(server)) {
      if (random.nextInt(100) < 30) {
        sayBeforeTheHello(worker, said);
      } else {
        worker.say(RawWorker.hello(Protocol.VERSION, instance));
        assertThat(worker.hearOrClose()).as(where(number, said)).contains("welcome");
        sayAfterTheHello(worker, said);
      }
      check(worker, number, said);
      if (random.nextBoolean() && !worker.isClosed()) {
        say(worker, worker::leave);
      }
    }
  }

  private void sayBeforeTheHello(RawWorker worker, List<String> said) throws Exception {
    FuzzedJson texts = texts(Map.of("type", List.of("\"hello\"")));
    JsonNode hello = schema.at("/$defs/" + (random.nextInt(10) == 0 ? "workerFrame" : "hello"));
    boolean isWithinText = false;
    for (int i = random.nextInt(3); i >= 0 && !worker.isClosed(); i--) {
      messages++;
      int kind = random.nextInt(20);
      if (kind == 0 && !isWithinText) {
        say(worker, () -> worker.sayBinary((byte) 1, (byte) 2));
      } else {
        String text = keep(said, texts.text(hello));
        isWithinText = kind == 1;
        say(worker, isWithinText ? () -> worker.sayPart(text) : () -> worker.say(text));
      }
    }
  }

  private void sayAfterTheHello(RawWorker worker, List<String> said) throws Exception {
    SubmittedRun run = SubmittedRun.of(engine, "raw", "work", "1");
    runs++;
    String id = "\"%s\"".formatted(run.root());
    FuzzedJson texts =
        texts(
            Map.ofEntries(
                Map.entry("execution", List.of(id, id, "\"R1:1:1\"")),
                Map.entry("awaited", List.of(id, "\"R1:1:1\"")),
                Map.entry("module", List.of("\"raw\"")),
                Map.entry("target", List.of("\"work\"")),
                Map.entry("arguments", List.of("[1]", "[{\"$execution\":%s}]".formatted(id))),
                Map.entry("value", List.of("7", "{\"a\":[1.50]}")),
                Map.entry("atEpochMillis", List.of("1795352400000"))));
    int next = 1;
    for (int i = random.nextInt(12); i >= 0 && !worker.isClosed(); i--) {
      List<String> frame = new ArrayList<>();
      for (int n = random.nextInt(3); n >= 0; n--) {
        frame.add(texts.text(schema.at("/$defs/workerMessage")));
      }
      messages += frame.size();
      String text =
          random.nextInt(40) == 0
              ? texts.text(schema.at("/$defs/workerFrame"))
              : "{\"first\":%d,\"acknowledged\":0,\"messages\":[%s]}"
                  .formatted(next, String.join(",", frame));
      next += frame.size();
      keep(said, text);
      say(worker, () -> worker.say(text));
    }
    worker.awaitReadOrClose();
    try {
      engine.cancelRun("production", run.run());
    } catch (Rejection over) {
      // It has ended.
    }
  }

  private static String keep(List<String> said, String text) {
    said.add(text);
    return text;
  }

  /** The server may have closed the socket meanwhile. */
  private static void say(RawWorker worker, Callable<RawWorker> saying) throws Exception {
    try {
      var unused = saying.call();
    } catch (ExecutionException closed) {
      worker.awaitReadOrClose();
    }
  }

  private FuzzedJson texts(Map<String, List<String>> good) {
    return new FuzzedJson(random, reference -> schema.at(reference.substring(1)), good);
  }

  private static void check(RawWorker worker, int connection, List<String> said) {
    assertThatCode(worker::awaitReadOrClose).as(where(connection, said)).doesNotThrowAnyException();
    for (String heard : worker.takeHeard()) {
      assertThat(heard)
          .as(where(connection, said))
          .doesNotContain("internal error", "Exception", "dev.pinwheel");
      JsonNode text = JSON.readTree(heard);
      if (text.path("type").asString("").equals("refused")) {
        assertThat(text.path("reason").asString())
            .as(where(connection, said))
            .matches("(?s)\\S.{12,}");
      }
    }
  }

  private static String where(int connection, List<String> said) {
    return "seed %d, connection %d, after:\n%s"
        .formatted(
            SEED,
            connection,
            String.join(
                "\n",
                said.stream()
                    .map(text -> text.substring(0, Math.min(2_000, text.length())))
                    .toList()));
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
