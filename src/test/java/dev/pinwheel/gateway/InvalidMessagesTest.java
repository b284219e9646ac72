package dev.pinwheel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.store.TextLimit;
import dev.pinwheel.testing.SubmittedRun;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A message whose content is invalid costs one refused call or one execution, not the session. */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class InvalidMessagesTest extends SocketFixture {

  private int sent;

  @Override
  InstantSource clockOfSockets() {
    return engine.clock();
  }

  private RawWorker worker() throws Exception {
    RawWorker worker = RawWorker.connect(server).sayHello("one");
    assertThat(worker.hear()).contains("welcome");
    return worker;
  }

  private void say(RawWorker worker, String message) throws Exception {
    worker.say("{\"first\":%d,\"acknowledged\":0,\"messages\":[%s]}".formatted(++sent, message));
  }

  private static String hearAbout(RawWorker worker, String content) throws Exception {
    while (true) {
      String heard = worker.hear();
      assertThat(heard).doesNotContain("\"refused\"");
      if (heard.contains(content)) {
        return heard;
      }
    }
  }

  private String running(RawWorker worker) throws Exception {
    SubmittedRun run = SubmittedRun.of(engine, "raw", "work", "1");
    hearAbout(worker, "\"type\":\"execute\"");
    return run.root().toString();
  }

  private static String call(String execution, String more) {
    return "{\"type\":\"call\",\"request\":9,\"execution\":\"%s\",\"module\":\"raw\",\"target\":\"work\",\"arguments\":[2]%s}"
        .formatted(execution, more);
  }

  @Test
  void callsWithInvalidContentAreRefused() throws Exception {
    try (RawWorker worker = worker()) {
      SubmittedRun run = SubmittedRun.of(engine, "raw", "work", "1");
      hearAbout(worker, "\"type\":\"execute\"");
      String id = run.root().toString();
      List<String> invalid =
          List.of(
              call("nothing", ",\"number\":1"),
              call(id, ",\"number\":0"),
              call(id, ",\"number\":1,\"options\":{\"memo\":{\"mode\":\"sometimes\"}}"),
              call(id, ",\"number\":1,\"options\":{\"timeoutMillis\":-1}"),
              call(id, ",\"number\":1,\"options\":{\"delayMillis\":9223372036854775807}"),
              call(
                  id,
                  ",\"number\":1,\"options\":{\"retries\":{\"limit\":-1,\"backoffMillis\":0,\"maxBackoffMillis\":0}}"),
              call(
                  id,
                  ",\"number\":1,\"options\":{\"cache\":{\"enabled\":true,\"maxAgeMillis\":-5}}"),
              call(id, ",\"number\":1,\"group\":\"a\\u0000b\""),
              call(id, ",\"number\":1").replace("\"work\"", "\"" + "w".repeat(201) + "\""),
              call(id, ",\"number\":1").replace("\"raw\"", "\"r\\u0000\""),
              call(id, ",\"number\":1").replace("[2]", "[{\"a\":1,\"a\":2}]"));

      for (String message : invalid) {
        say(worker, message);
        assertThat(hearAbout(worker, "\"callRefused\""))
            .as(message)
            .contains("\"request\":9", "\"invalid argument\"");
      }
      say(
          worker,
          "{\"type\":\"resolve\",\"request\":7,\"execution\":\"%s\",\"awaited\":\"x\"}"
              .formatted(id));
      assertThat(hearAbout(worker, "\"resolved\"")).contains("\"request\":7", "\"failed\"");
      say(worker, call(id, ",\"number\":1,\"group\":\"%s\"".formatted("g".repeat(5000))));
      hearAbout(worker, "\"called\"");
      say(worker, "{\"type\":\"complete\",\"execution\":\"%s\",\"value\":7}".formatted(id));

      assertThat(run.value()).isEqualTo("7");
      assertThat(engine.facts().calls()).hasSize(1);
    }
  }

  @Test
  void messagesAboutNoExecutionAreIgnored() throws Exception {
    try (RawWorker worker = worker()) {
      SubmittedRun run = SubmittedRun.of(engine, "raw", "work", "1");
      hearAbout(worker, "\"type\":\"execute\"");
      String id = run.root().toString();

      say(worker, "{\"type\":\"complete\",\"execution\":\"\",\"value\":1}");
      say(worker, "{\"type\":\"fail\",\"execution\":\"R1\",\"failure\":{\"type\":\"X\"}}");
      say(worker, "{\"type\":\"progress\",\"execution\":\"R1:1\",\"fraction\":1}");
      say(worker, "{\"type\":\"used\",\"execution\":\"R1:1:0\",\"reused\":[],\"awaited\":[]}");
      String line =
          "{\"execution\":\"%s\",\"atEpochMillis\":%d,\"level\":\"%s\",\"template\":\"x\"}";
      say(
          worker,
          "{\"type\":\"log\",\"lines\":[%s,%s,%s]}"
              .formatted(
                  line.formatted("R1:1:0", 1, "info"),
                  line.formatted(id, Long.MAX_VALUE, "info"),
                  line.formatted(id, 1, "info")));
      say(worker, "{\"type\":\"complete\",\"execution\":\"%s\",\"value\":7}".formatted(id));

      assertThat(run.value()).isEqualTo("7");
      hearAbout(worker, "\"acknowledged\":%d,".formatted(sent));
      engine.changes().awaitUntil("the line that is valid", () -> logged() == 1);
    }
  }

  private int logged() {
    return engine
        .database()
        .read(dsl -> dsl.fetchCount(dev.pinwheel.store.jooq.Tables.LOG_MESSAGE));
  }

  /** Its result would rest on calls that are not recorded. */
  @Test
  void invalidReportsOfUsedExecutionsFailTheExecution() throws Exception {
    try (RawWorker worker = worker()) {
      for (String used :
          List.of(
              "\"reused\":[],\"awaited\":[\"nothing\"]",
              "\"reused\":[{\"number\":1,\"execution\":\"?\",\"arguments\":[]}],\"awaited\":[]",
              "\"reused\":[{\"number\":0,\"execution\":\"R1:1:1\",\"arguments\":[]}],\"awaited\":[]",
              "\"reused\":[{\"number\":1,\"execution\":\"R1:1:1\",\"arguments\":[],\"group\":\"\\u0000\"}],\"awaited\":[]",
              "\"reused\":[{\"number\":1,\"execution\":\"RZZZZ:1:1\",\"arguments\":[]}],\"awaited\":[]",
              "\"reused\":[],\"awaited\":[\"RZZZZ:1:1\"]")) {
        SubmittedRun run = SubmittedRun.of(engine, "raw", "work", "1");
        hearAbout(worker, "\"type\":\"execute\"");
        String id = run.root().toString();

        say(worker, "{\"type\":\"used\",\"execution\":\"%s\",%s}".formatted(id, used));
        assertThat(hearAbout(worker, "\"stop\"")).contains(id);
        say(worker, "{\"type\":\"complete\",\"execution\":\"%s\",\"value\":7}".formatted(id));

        assertThat(run.awaitEnd()).as(used).isEqualTo(ResultKind.FAILED);
      }
      running(worker);
    }
  }

  @Test
  void failuresOfAnyTypeAndLengthAreRecorded() throws Exception {
    try (RawWorker worker = worker()) {
      for (String type : List.of("t".repeat(600), "a\\u0000b", "\\ud800", "")) {
        SubmittedRun run = SubmittedRun.of(engine, "raw", "work", "1");
        hearAbout(worker, "\"type\":\"execute\"");

        say(
            worker,
            "{\"type\":\"fail\",\"execution\":\"%s\",\"failure\":{\"type\":\"%s\",\"message\":\"%2$s\"}}"
                .formatted(run.root(), type));

        assertThat(run.awaitEnd()).as(type).isEqualTo(ResultKind.FAILED);
      }
    }
  }

  @Test
  void hellosWithInvalidContentAreRefusedInASentence() throws Exception {
    List<String> invalid =
        List.of(
            hello().replace("\"worker\":\"raw\"", "\"worker\":\"joe\\nWARN forged\""),
            hello().replace("\"worker\":\"raw\"", "\"worker\":\"a\\u0000\""),
            hello().replace("\"worker\":\"raw\"", "\"worker\":\"%s\"".formatted("w".repeat(201))),
            hello()
                .replace(
                    "\"codeVersion\":\"1\"", "\"codeVersion\":\"%s\"".formatted("1".repeat(121))),
            hello().replace("\"module\":\"raw\"", "\"module\":\"%s\"".formatted("m".repeat(201))),
            hello().replace("\"name\":\"work\"", "\"name\":\"%s\"".formatted("n".repeat(201))),
            hello().replace("\"name\":\"n\"", "\"name\":\"%s\"".formatted("n".repeat(201))),
            hello()
                .replace(
                    "\"required\":true}", "\"required\":true},{\"name\":\"n\",\"required\":true}"),
            hello().replace("\"required\":true}", "\"required\":true,\"schema\":5}"),
            hello().replace("\"modules\":[", "\"executions\":[null],\"modules\":["));

    for (String text : invalid) {
      try (RawWorker worker = RawWorker.connect(server).say(text)) {
        assertThat(worker.hear()).as(text).startsWith("{\"type\":\"refused\",\"reason\":\"");
        assertThat(worker.closeReason()).startsWith("1008 ").doesNotContain("\n");
      }
    }
    worker().close();
  }

  private static String hello() {
    return RawWorker.hello(Protocol.VERSION, "invalid");
  }

  /** The SDK tells authors at registration, without the server's schema at hand. */
  @Test
  void limitsOfTheProtocolAreThoseOfTheSchema() {
    for (TextLimit limit :
        List.of(TextLimit.WORKER, TextLimit.MODULE, TextLimit.TARGET, TextLimit.PARAMETER)) {
      assertThat(Protocol.MAX_NAME).as(limit.name()).isEqualTo(limit.length());
    }
    assertThat(Protocol.MAX_CODE_VERSION).isEqualTo(TextLimit.CODE_VERSION.length());
  }

  @Test
  void logTextsAreOneLine() {
    assertThat(LogText.of("a\nb\r\u001b[31mc")).isEqualTo("a\uFFFDb\uFFFD\uFFFD[31mc");
    assertThat(LogText.of("x".repeat(600))).hasSize(501).endsWith("…");
  }
}
