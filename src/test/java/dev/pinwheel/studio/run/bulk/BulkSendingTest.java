package dev.pinwheel.studio.run.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.studio.live.ParallelWork.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each run is a command of its own; what succeeded is not sent again. */
final class BulkSendingTest {

  private static final List<BulkRun> RUNS =
      List.of(
          new BulkRun(new RunId(1), null),
          new BulkRun(new RunId(2), null),
          new BulkRun(new RunId(3), null));

  private final List<Command<Integer>> sent = new ArrayList<>();
  private Consumer<List<Done<Integer>>> answer = done -> {};
  private int told;
  private final BulkSending<Integer> sending =
      new BulkSending<>(
          (commands, answered) -> {
            sent.clear();
            sent.addAll(commands);
            answer = answered;
          },
          () -> told++);

  @Test
  void aRetrySendsOnlyWhatWasRefused() {
    sending.send(RUNS, BulkSendingTest::cancel);
    assertThat(sent).containsExactly(command(1), command(2), command(3));
    assertThat(sending.isGoingOn()).isTrue();

    answer.accept(List.of(new Done<>(2, 4, null)));
    assertThat(sending.answered()).isEqualTo(1);
    assertThat(sending.isGoingOn()).isTrue();
    answer.accept(List.of(new Done<>(0, 0, null), refused(1)));
    assertThat(sending.isGoingOn()).isFalse();
    assertThat(sending.done()).isEqualTo(Set.of(new RunId(1), new RunId(3)));
    assertThat(sending.refused()).isEqualTo(Map.of(new RunId(2), "It is archived."));
    assertThat(told).isEqualTo(2);

    sending.send(RUNS, BulkSendingTest::cancel);
    assertThat(sent).containsExactly(command(2));
    assertThat(sending.sent()).isEqualTo(1);
    assertThat(sending.refused()).isEmpty();
    answer.accept(List.of(new Done<>(0, 1, null)));
    assertThat(sending.done()).hasSize(3);
    assertThat(sending.isGoingOn()).isFalse();
  }

  @Test
  void aDefectIsListedAndReported() {
    sending.send(RUNS, BulkSendingTest::cancel);
    IllegalStateException defect = new IllegalStateException("a defect");

    assertThatThrownBy(() ->
            answer.accept(List.of(new Done<>(0, null, defect), new Done<>(1, 1, null), refused(2))))
        .isSameAs(defect);

    assertThat(sending.refused().get(new RunId(1)))
        .isEqualTo(
            "It is unknown whether this was done: see the server's log, and check before you repeat it.");
    assertThat(sending.done()).isEqualTo(Set.of(new RunId(2)));
    assertThat(told).isEqualTo(1);
  }

  private static Done<Integer> refused(int index) {
    return new Done<>(index, null, Rejection.invalidState("It is archived."));
  }

  private static Command<Integer> command(int run) {
    return cancel(new RunId(run));
  }

  private static Command<Integer> cancel(RunId run) {
    return new Command.CancelRun("production", run, Actor.LOCAL);
  }
}
