package dev.pinwheel.engine;

import static dev.pinwheel.engine.Rejections.assertRejected;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Rejection.Kind;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Texts as long as their columns are stored; longer ones are refused before they get there. */
@EachDatabase
@SuppressWarnings("NullAway.Init")
class StoredTextsTest {

  private static final String NUL = "a\u0000b";
  private static final String HALF_A_CHARACTER = "a\ud83d";

  private EngineFixture engine;

  @BeforeEach
  void start(EngineFixture started) {
    engine = started;
    engine.workspace("production");
  }

  private static Manifest manifest(String module, String version, String target, String parameter) {
    return new Manifest(
        module,
        version,
        List.of(
            new Manifest.Target(
                target,
                TargetKind.WORKFLOW,
                "",
                List.of(new Manifest.Parameter(parameter, Json.of("{}"), false, null)),
                TargetOptions.NONE)));
  }

  private void connect(String worker, Manifest... manifests) {
    engine
        .engine()
        .execute(
            new WorkerCommand.OpenSession(
                worker,
                "production",
                manifests[0].codeVersion(),
                1,
                List.of(manifests),
                NoWorker.INSTANCE));
  }

  private enum NoWorker implements WorkerLink {
    INSTANCE;

    @Override
    public void execute(Order order) {}

    @Override
    public void stop(ExecutionId execution, String reason) {}

    @Override
    public void resolved(
        ExecutionId waiting, ExecutionId awaited, dev.pinwheel.model.Outcome outcome) {}

    @Override
    public void memoize(MemoPage page) {}

    @Override
    public void forget(long map, List<String> keys) {}

    @Override
    public void settled(ExecutionId caller, dev.pinwheel.model.Outcome outcome) {}

    @Override
    public void closed(String reason) {}
  }

  /** The longest text is taken; one that is longer, blank or cannot be stored is refused. */
  private static void checkName(int longest, Consumer<String> sent) {
    sent.accept("x".repeat(longest));
    for (String bad : List.of("x".repeat(longest + 1), " ", NUL, HALF_A_CHARACTER, "a\nb")) {
      assertRejected(Kind.INVALID_ARGUMENT, () -> sent.accept(bad));
    }
  }

  @Test
  void namesThatAWorkerDeclares() {
    checkName(200, name -> connect(name, manifest("m", "1", "t", "p")));
    checkName(120, version -> connect("joe", manifest("m", version, "t", "p")));
    checkName(200, module -> connect("joe", manifest(module, "1", "t", "p")));
    checkName(200, target -> connect("joe", manifest("m", "1", target, "p")));
    checkName(200, parameter -> connect("joe", manifest("m", "1", "t", parameter)));
  }

  @Test
  void moreModulesThanASessionHolds() {
    Manifest[] many = new Manifest[101];
    for (int i = 0; i < many.length; i++) {
      many[i] = manifest("m" + "x".repeat(196) + (100 + i), "1", "t", "p");
    }

    assertRejected(Kind.INVALID_ARGUMENT, () -> connect("joe", many));
  }

  @Test
  void parametersOfOneNameAndModulesOfOneName() {
    Manifest.Parameter twice = new Manifest.Parameter("p", Json.of("{}"), true, null);
    Manifest manifest =
        new Manifest(
            "m",
            "1",
            List.of(
                new Manifest.Target(
                    "t", TargetKind.TASK, "", List.of(twice, twice), TargetOptions.NONE)));

    assertThat(assertRejected(Kind.INVALID_ARGUMENT, () -> connect("joe", manifest)).getMessage())
        .isEqualTo("m.t has two parameters named 'p'. Rename one of them.");
    Manifest once = manifest("m", "1", "t", "p");
    assertRejected(Kind.INVALID_ARGUMENT, () -> connect("joe", once, once));
  }

  @Test
  void defaultsThatAreNoValues() {
    for (String bad : List.of("{\"a\":1,\"a\":2}", "\"\\ud800\"", "")) {
      Manifest manifest =
          new Manifest(
              "m",
              "1",
              List.of(
                  new Manifest.Target(
                      "t",
                      TargetKind.TASK,
                      "",
                      List.of(new Manifest.Parameter("p", Json.of("{}"), false, Json.of(bad))),
                      TargetOptions.NONE)));

      assertRejected(Kind.INVALID_ARGUMENT, () -> connect("joe", manifest));
    }
  }

  @Test
  void textsOfSubmissionsAndReruns() {
    engine.embeddedWorker(workflow("welcome", "userId"), task("fetchUser", "userId"));
    Scripted run = engine.submit("production", "welcome", "u1").running();
    run.returns(1);

    checkName(200, key -> submit("users", "welcome", key));
    assertRejected(Kind.INVALID_ARGUMENT, () -> submit("m".repeat(201), "welcome", null));
    assertRejected(Kind.INVALID_ARGUMENT, () -> submit("users", NUL, null));
    rerun(run.step(), "r".repeat(2000), null);
    rerun(run.step(), "two\nlines", null);
    for (String bad : List.of("r".repeat(2001), NUL, HALF_A_CHARACTER)) {
      assertRejected(Kind.INVALID_ARGUMENT, () -> rerun(run.step(), bad, null));
    }
    MemoOption long1 = new MemoOption.Parameters(List.of("p".repeat(2000)));
    assertRejected(Kind.INVALID_ARGUMENT, () -> rerun(run.step(), null, long1));
    MemoOption nul = new MemoOption.Parameters(List.of("p".repeat(50)));
    rerun(run.step(), null, nul);
  }

  private void submit(String module, String target, @Nullable String key) {
    engine.execute(
        new Command.SubmitRun(
            "production", module, target, List.of(Json.of("1")), null, key, Actor.LOCAL));
  }

  private void rerun(StepId step, @Nullable String reason, @Nullable MemoOption memo) {
    engine.execute(
        new Command.RerunStep("production", step, false, Set.of(), memo, reason, Actor.LOCAL));
  }

  @Test
  void titlesOfGroupsAreShortened() {
    engine.embeddedWorker(workflow("welcome", "userId"), task("fetchUser", "userId"));
    Scripted run = engine.submit("production", "welcome", "u1").running();

    call(run, 1, "fetchUser", "😀".repeat(200));
    call(run, 2, "fetchUser", "Months");
    for (String bad : List.of(NUL, HALF_A_CHARACTER)) {
      assertRejected(Kind.INVALID_ARGUMENT, () -> call(run, 3, "fetchUser", bad));
    }
    assertRejected(Kind.INVALID_ARGUMENT, () -> call(run, 3, "t".repeat(201), null));

    assertThat(
            engine
                .database()
                .<List<String>>read(dsl ->
                    dsl.select(CALL.GROUP_TITLE)
                        .from(CALL)
                        .orderBy(CALL.ID)
                        .fetch(CALL.GROUP_TITLE)))
        .containsExactly("😀".repeat(99) + "…", "Months");
  }

  private void call(Scripted caller, int number, String target, @Nullable String group) {
    engine.execute(
        new WorkerCommand.CallTarget(
            caller.id(),
            number,
            EngineFixture.MODULE,
            target,
            List.of(Json.of("1")),
            TargetOptions.NONE,
            group,
            false));
  }

  /** What has failed must end, whatever its failure says. */
  @Test
  void failuresAreRecordedWhateverTheySay() {
    engine.embeddedWorker(workflow("welcome", "userId"));
    for (String text : List.of("x".repeat(600), NUL, HALF_A_CHARACTER, "😀".repeat(300), "")) {
      Scripted run = engine.submit("production", "welcome", text.length()).running();

      engine.execute(
          new WorkerCommand.RecordFailure(
              run.id(),
              new Failure(text, text, List.of(text), new Failure(text, text, List.of(), null))));

      assertThat(run.ended()).isEqualTo(ResultKind.FAILED);
    }
    assertThat(
            engine
                .database()
                .<List<String>>read(
                    dsl -> dsl.select(RESULT.FAILURE_TYPE).from(RESULT).fetch(RESULT.FAILURE_TYPE)))
        .containsExactlyInAnyOrder(
            "x".repeat(499) + "…", "a\uFFFDb", "a\uFFFD", "😀".repeat(249) + "…", "");
  }
}
