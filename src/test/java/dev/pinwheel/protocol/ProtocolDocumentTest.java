package dev.pinwheel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every JSON text that docs/reference/protocol.md shows is what is written and read: the golden
 * messages.
 */
class ProtocolDocumentTest {

  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);

  private static final String DOCUMENT = read();

  private static String read() {
    try {
      return Files.readString(Path.of("docs", "reference", "protocol.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** All of them, in the order of the document. */
  static List<String> texts() {
    return BLOCK.matcher(DOCUMENT).results().map((MatchResult block) -> block.group(1)).toList();
  }

  @TestFactory
  Stream<DynamicTest> textsAreReadAndWrittenAsDocumented() {
    return texts().stream()
        .map(text ->
            DynamicTest.dynamicTest(
                text.substring(0, Math.min(60, text.length())),
                () -> assertThat(readAndWrite(text)).isEqualTo(text)));
  }

  private static String readAndWrite(String text) {
    JsonFields fields = JsonFields.of(text);
    if (!fields.has("type")) {
      Frame<WorkerMessage> frame = FromWorker.readMessages(text).frame();
      return Frame.text(
          frame.first(),
          frame.acknowledged(),
          frame.messages().stream().map(FromWorker::text).toList());
    }
    return switch (fields.text("type")) {
      case "hello" -> FromWorker.readOpening(text).text();
      case "welcome", "refused" ->
          switch (FromServer.read(text)) {
            case FromServer.Opened opened -> opened.text();
            case FromServer.Refused refused -> refused.text();
            case FromServer.Messages messages -> throw new AssertionError(messages);
          };
      case "execute",
          "called",
          "callRefused",
          "resolved",
          "settled",
          "memoized",
          "forget",
          "logged",
          "drained",
          "stop" ->
          FromServer.text(ServerMessageJson.read(fields));
      default -> FromWorker.text(WorkerMessageJson.read(fields));
    };
  }

  @Test
  void everyKindOfMessageIsDocumented() {
    Set<String> documented =
        texts().stream()
            .map(JsonFields::of)
            .filter(fields -> fields.has("type"))
            .map(fields -> fields.text("type"))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> kinds =
        Stream.of(ServerMessage.class, WorkerMessage.class)
            .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
            .map(type ->
                type.getSimpleName().substring(0, 1).toLowerCase(java.util.Locale.ROOT)
                    + type.getSimpleName().substring(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(documented).isEqualTo(kinds);
  }

  @Test
  void documentsTheVersionThatIsSpoken() {
    assertThat(DOCUMENT).contains("\nVersion " + Protocol.VERSION + ".\n").contains(Protocol.PATH);
  }
}
