package dev.pinwheel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Numbering, acknowledging and sending again: each message arrives once and in order. */
class OutgoingTest {

  private final Outgoing<String> outgoing = new Outgoing<>(text -> "\"" + text + "\"");
  private final Incoming incoming = new Incoming();

  @Test
  void messagesTravelTogetherAndAreNumbered() {
    outgoing.add("a");
    outgoing.add("b");

    assertThat(outgoing.take(true))
        .containsExactly("{\"first\":1,\"acknowledged\":0,\"messages\":[\"a\",\"b\"]}");
    assertThat(outgoing.take(true)).isEmpty();
    outgoing.add("c");
    outgoing.acknowledge(5);
    assertThat(outgoing.take(false))
        .containsExactly("{\"first\":3,\"acknowledged\":5,\"messages\":[\"c\"]}");
  }

  @Test
  void acknowledgementsGoAloneOnlyWhenAsked() {
    outgoing.acknowledge(3);

    assertThat(outgoing.take(false)).isEmpty();
    assertThat(outgoing.owed()).isEqualTo(3);
    assertThat(outgoing.take(true))
        .containsExactly("{\"first\":1,\"acknowledged\":3,\"messages\":[]}");
    assertThat(outgoing.take(true)).isEmpty();
    outgoing.beat();
    assertThat(outgoing.take(false)).hasSize(1);
  }

  @Test
  void whatWasNotReceivedIsSentAgainWithItsNumber() {
    List.of("a", "b", "c", "d").forEach(outgoing::add);
    var unused = outgoing.take(true);
    outgoing.acknowledged(1);

    outgoing.resume(2);

    assertThat(outgoing.take(false))
        .containsExactly("{\"first\":3,\"acknowledged\":0,\"messages\":[\"c\",\"d\"]}");
    assertThat(outgoing.list()).containsExactly("c", "d");
  }

  @Test
  void aNewSessionNumbersWhatIsLeftFromOne() {
    List.of("a", "b", "c").forEach(outgoing::add);
    var unused = outgoing.take(true);
    outgoing.acknowledged(2);
    outgoing.add("d");

    outgoing.restart(message -> false);

    assertThat(outgoing.take(true))
        .containsExactly("{\"first\":1,\"acknowledged\":0,\"messages\":[\"c\",\"d\"]}");
  }

  @Test
  void aNewSessionLeavesMessagesOut() {
    List.of("a", "log 1", "b", "log 2").forEach(outgoing::add);
    var unused = outgoing.take(true);
    CompletableFuture<Void> settled = outgoing.settled();
    outgoing.add("log 3");
    outgoing.add("c");

    outgoing.restart(message -> message.startsWith("log"));

    assertThat(outgoing.take(true))
        .containsExactly("{\"first\":1,\"acknowledged\":0,\"messages\":[\"a\",\"b\",\"c\"]}");
    outgoing.acknowledged(1);
    assertThat(settled).isNotDone();
    outgoing.acknowledged(2);
    assertThat(settled).as("what is left out is not waited for").isDone();
  }

  @Test
  void whatWasNeverSentCannotBeAcknowledged() {
    outgoing.add("a");

    assertThatThrownBy(() -> outgoing.acknowledged(1))
        .hasMessage("Expected an acknowledgement of at most 0, found 1.");
  }

  @Test
  void largeMessagesTravelAlone() {
    String large = "x".repeat(200_000);
    IntStream.range(0, 3).forEach(i -> outgoing.add(large));
    outgoing.add("a");

    assertThat(outgoing.take(true)).hasSize(3);
    assertThat(outgoing.size()).isEqualTo(4);
  }

  @Test
  void gapsAreRefusedAndRepetitionsIgnored() {
    assertThat(take(new Frame<>(1, 0, List.of("a", "b")))).containsExactly("a", "b");
    assertThat(take(new Frame<>(1, 0, List.of("a", "b", "c")))).containsExactly("c");
    assertThat(take(new Frame<>(2, 0, List.of("b")))).isEmpty();
    assertThat(take(new Frame<>(4, 0, List.<String>of()))).isEmpty();
    assertThatThrownBy(() -> take(new Frame<>(5, 0, List.of("e"))))
        .hasMessage("Expected message number 4 next, found 5.");
    assertThatThrownBy(() -> take(new Frame<>(0, 0, List.of("e"))))
        .isInstanceOf(MalformedMessage.class);
  }

  private List<String> take(Frame<String> frame) {
    List<String> taken = new ArrayList<>();
    incoming.take(frame, taken::add);
    return taken;
  }

  @Test
  void messagesAfterOneThatThrowsCountAsNotReceived() {
    List<String> taken = new ArrayList<>();
    Frame<String> frame = new Frame<>(1, 0, List.of("a", "bad", "c"));

    assertThatThrownBy(() ->
            incoming.take(
                frame,
                message -> {
                  if (message.equals("bad")) {
                    throw new IllegalStateException(message);
                  }
                  taken.add(message);
                }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(incoming.received()).isEqualTo(2);
    incoming.take(frame, taken::add);
    assertThat(taken).containsExactly("a", "c");
  }

  /** Connections break anywhere, before or after what was on its way has arrived. */
  @Test
  void everyMessageArrivesOnceHoweverOftenConnectionsBreak() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      Outgoing<String> sender = new Outgoing<>(text -> "{\"text\":" + text + "}");
      Incoming receiver = new Incoming();
      List<String> arrived = new ArrayList<>();
      int said = 0;
      while (arrived.size() < 50) {
        for (int i = random.nextInt(6); i > 0 && said < 50; i--) {
          sender.add(Integer.toString(said++));
        }
        for (String frame : sender.take(false)) {
          if (random.nextInt(3) > 0) {
            JsonFields fields = JsonFields.of(frame);
            List<String> messages =
                fields.objects("messages").stream()
                    .map(message -> Long.toString(message.number("text")))
                    .toList();
            receiver.take(
                new Frame<>(fields.number("first"), fields.number("acknowledged"), messages),
                arrived::add);
          } else {
            sender.resume(receiver.received());
            break;
          }
        }
        if (random.nextInt(4) == 0) {
          sender.acknowledged(receiver.received());
        }
        if (random.nextInt(5) == 0) {
          sender.resume(receiver.received());
        }
      }

      assertThat(arrived).isEqualTo(IntStream.range(0, 50).mapToObj(Integer::toString).toList());
    }
  }
}
