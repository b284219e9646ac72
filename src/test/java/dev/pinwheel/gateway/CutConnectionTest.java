package dev.pinwheel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.StepId;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.store.jooq.tables.records.CallRecord;
import dev.pinwheel.testing.Cable;
import dev.pinwheel.testing.Rounds;
import dev.pinwheel.testing.SubmittedRun;
import dev.pinwheel.worker.Worker;
import dev.pinwheel.worker.WorkerBuilder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The connection is cut at kinds of messages that not every run brings about, before and after they
 * are passed on. {@link ReconnectTest} has the others.
 */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class CutConnectionTest extends CableFixture {

  private static final int ROUNDS = Rounds.left(2, 50);

  /** Nobody has this module. */
  @Module("nowhere")
  public interface Nowhere {
    @Task
    int find(int n);
  }

  /** What leads to those messages. */
  @Module("cuts")
  public static class Cuts {

    private final WorkRecorder diary;
    private final Nowhere nowhere;

    public Cuts(WorkRecorder diary, Nowhere nowhere) {
      this.diary = diary;
      this.nowhere = nowhere;
    }

    @Task(memo = @Memo)
    public int square(int n) {
      diary.write("square " + n);
      return n * n;
    }

    @Task
    public int slow(int n) {
      diary.write("slow " + n);
      diary.passGate();
      return n;
    }

    @Workflow
    public int squaresTwice(int n) {
      int first = square(n);
      diary.write("halfway " + n);
      diary.passGate();
      return first + square(n);
    }

    @Workflow
    public int waits(int n) {
      return slow(n) + 1;
    }

    @Workflow
    public String looksNowhere(int n) {
      try {
        return "found " + nowhere.find(n);
      } catch (RuntimeException refused) {
        diary.write("refused " + n);
        return "refused";
      }
    }
  }

  private final WorkRecorder diary = new WorkRecorder();
  private int n;

  private WorkerBuilder builder() {
    return worker(Cuts.class, diary);
  }

  private SubmittedRun submit(String workflow) {
    return SubmittedRun.of(engine, "cuts", workflow, Integer.toString(n));
  }

  private ExecutionId rerun(StepId step) {
    return engine.execute(Command.RerunStep.of("production", step, Actor.LOCAL));
  }

  private interface Round {
    void run() throws Exception;
  }

  /** The message comes by in each round, and the connection is cut there. */
  private void cutAt(String kind, Round round) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      for (boolean before : new boolean[] {true, false}) {
        n++;
        diary.done.clear();
        diary.gate = new CountDownLatch(0);
        cable.cutAt(new Cable.Cut("\"type\":\"" + kind + "\"", 1, before));
        round.run();
        await().alias("cut at " + kind).until(() -> !cable.isToCut());
      }
    }
  }

  private void endsInValue(ExecutionId execution) {
    engine
        .changes()
        .awaitUntil("the end of " + execution, () -> engine.facts().kindOf(execution).isPresent());
    assertThat(engine.facts().kindOf(execution)).contains(ResultKind.VALUE);
  }

  private int reusedBy(ExecutionId execution) {
    return engine.facts().callsOf(execution).stream()
        .filter(call -> call.getKind().equals("reused"))
        .mapToInt(CallRecord::getTimes)
        .sum();
  }

  @Test
  @Tag("soak")
  void memoized() throws Exception {
    try (Worker worker = builder().start()) {
      cutAt(
          "memoized",
          () -> {
            SubmittedRun run = submit("squaresTwice");
            assertThat(run.value()).isEqualTo(Integer.toString(2 * n * n));

            ExecutionId again = rerun(run.root().step());

            endsInValue(again);
            assertThat(reusedBy(again)).isEqualTo(2);
            assertThat(diary.count("square " + n)).isEqualTo(1);
            assertThat(diary.count("halfway " + n)).isEqualTo(2);
          });
    }
  }

  @Test
  @Tag("soak")
  void forget() throws Exception {
    try (Worker worker = builder().start()) {
      cutAt(
          "forget",
          () -> {
            SubmittedRun run = submit("squaresTwice");
            assertThat(run.value()).isEqualTo(Integer.toString(2 * n * n));
            diary.gate = new CountDownLatch(1);
            ExecutionId again = rerun(run.root().step());
            await().until(() -> diary.count("halfway " + n) == 2);

            ExecutionId forced = rerun(new StepId(run.run(), 2));
            await().until(() -> !cable.isToCut());
            diary.gate.countDown();

            endsInValue(forced);
            endsInValue(again);
            assertThat(reusedBy(again)).isEqualTo(2);
            assertThat(diary.count("square " + n)).isEqualTo(2);
            assertThat(diary.count("halfway " + n)).isEqualTo(2);
          });
    }
  }

  @Test
  @Tag("soak")
  void stopped() throws Exception {
    try (Worker worker = builder().start()) {
      cutAt(
          "stop",
          () -> {
            diary.gate = new CountDownLatch(1);
            SubmittedRun run = submit("waits");
            diary.awaitLine("slow " + n);

            engine.cancelRun("production", run.run());

            assertThat(run.awaitEnd()).isEqualTo(ResultKind.CANCELLED);
            await().until(() -> worker.running() == 0);
            assertThat(diary.count("slow " + n)).isEqualTo(1);
          });
    }
  }

  @Test
  @Tag("soak")
  void callRefused() throws Exception {
    try (Worker worker = builder().start()) {
      cutAt(
          "callRefused",
          () -> {
            SubmittedRun run = submit("looksNowhere");

            assertThat(run.value()).isEqualTo("\"refused\"");
            assertThat(diary.done).containsExactly("refused " + n);
            assertThat(engine.facts().callsOf(run.root())).isEmpty();
          });
    }
  }

  @Test
  @Tag("soak")
  void refused() throws Exception {
    cutAt(
        "refused",
        () ->
            assertThatThrownBy(() -> builder().workspace("nowhere").start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("There is no workspace 'nowhere'"));
  }

  @Test
  @Tag("soak")
  void drain() throws Exception {
    cutAt("drain", this::drainWhileItExecutes);
  }

  @Test
  @Tag("soak")
  void drained() throws Exception {
    cutAt("drained", this::drainWhileItExecutes);
  }

  private void drainWhileItExecutes() throws Exception {
    diary.gate = new CountDownLatch(1);
    Worker worker = builder().start();
    SubmittedRun run = submit("waits");
    diary.awaitLine("slow " + n);
    CompletableFuture<Boolean> drained =
        CompletableFuture.supplyAsync(() -> worker.drain(Duration.ofSeconds(60)));
    await().until(() -> !cable.isToCut());
    diary.gate.countDown();

    assertThat(drained.get(30, TimeUnit.SECONDS)).isTrue();

    assertThat(run.value()).isEqualTo(Integer.toString(n + 1));
    assertThat(diary.count("slow " + n)).isEqualTo(1);
  }

  @Test
  void everyKindOfMessageIsCut() {
    Stream<String> here =
        Stream.of("memoized", "forget", "stop", "callRefused", "refused", "drain", "drained");

    assertThat(
            Stream.concat(here.map(kind -> "\"type\":\"" + kind + "\""), Cable.KINDS.stream())
                .toList())
        .containsAll(
            Stream.of(ServerMessage.class, WorkerMessage.class)
                .flatMap(messages -> Stream.of(messages.getPermittedSubclasses()))
                .map(type -> type.getSimpleName())
                .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1))
                .map(kind -> "\"type\":\"" + kind + "\"")
                .toList());
  }
}
