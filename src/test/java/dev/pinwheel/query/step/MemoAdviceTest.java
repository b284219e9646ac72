package dev.pinwheel.query.step;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Json;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A memoized task whose key never repeats is pointed out; one whose calls really differ is not. */
@EachDatabase
class MemoAdviceTest {

  private EngineFixture engine;

  @BeforeEach
  void production(EngineFixture pinwheel) {
    engine = pinwheel;
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"),
        task("listUsers"),
        task("fetchUser", "userId").memo(),
        task("stamp", "userId", "at").memo(),
        task("charge", "userId", "request").memo(),
        task("render", "page", "user").memo(),
        task("tick", "at").memo());
  }

  private Scripted welcome() {
    return engine.submit("production", "welcome", "u1").running();
  }

  private @Nullable MemoAdvice advice(String workspace, Scripted.Calling call) {
    ReadModels reads = engine.reads();
    return reads
        .explanations()
        .get(reads.viewpoints().get(workspace, Sight.EVERYTHING), call.id())
        .advice();
  }

  private @Nullable MemoAdvice advice(Scripted.Calling call) {
    return advice("production", call);
  }

  /** What the page of workflows says of a task. */
  private @Nullable MemoAdvice listed(String workspace, String target) {
    ReadModels reads = engine.reads();
    return reads.modules().list(reads.viewpoints().get(workspace, Sight.EVERYTHING)).stream()
        .flatMap(module -> module.targets().stream())
        .filter(view -> view.name().equals(target))
        .findFirst()
        .orElseThrow()
        .advice();
  }

  private String now() {
    engine.advance(Duration.ofSeconds(1));
    return engine.clock().instant().toString();
  }

  @Test
  void theTimeOfTheCallIsPointedOut(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling first = welcome.awaits("stamp", "u1", now()).returning("a");
    assertThat(advice(first)).as("one call says nothing").isNull();
    Scripted.Calling second = welcome.awaits("stamp", "u1", now()).returning("b");

    MemoAdvice advice = Objects.requireNonNull(advice(second));

    assertThat(advice.kind()).isEqualTo(MemoAdvice.Kind.TIMESTAMP);
    assertThat(advice.sentence()).isEqualTo("The key never repeats: 'at' is the time of the call.");
    assertThat(advice.remedy()).isEqualTo("Leave 'at' out of the key: @Memo(\"userId\").");
    assertThat(listed("production", "stamp")).isEqualTo(advice);
    assertThat(listed("production", "fetchUser")).isNull();
  }

  /** W4. */
  @Test
  void whatAChildCallsChangesNoAdviceInItsBase(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling first = welcome.awaits("stamp", "u1", now()).returning("a");
    welcome.awaits("stamp", "u1", now()).returning("b");
    MemoAdvice before = Objects.requireNonNull(advice(first));
    welcome.returns("done");

    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    for (int i = 0; i < 2 * MemoAdviceRule.MAX_CALLS; i++) {
      again.awaits("stamp", "u1", "call " + i).returning("c");
    }

    assertThat(advice(first)).isEqualTo(before);
  }

  @Test
  void aTimeInsideAnArgumentIsPointedOutWithItsPath(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    for (int i = 0; i < 2; i++) {
      engine.advance(Duration.ofSeconds(1));
      long millis = engine.clock().instant().toEpochMilli();
      welcome.awaits("tick", Json.of("{\"job\":\"x\",\"sent\":%d}".formatted(millis))).returning(1);
    }

    MemoAdvice advice = Objects.requireNonNull(listed("production", "tick"));

    assertThat(advice.sentence())
        .isEqualTo("The key never repeats: 'at' ($.sent) is the time of the call.");
    assertThat(advice.remedy())
        .isEqualTo("Without 'at' nothing is left in the key; memoize the caller instead.");
  }

  /** Each run calls it once only, so it takes several runs to see it. */
  @Test
  void timesInSeveralRunsAreSeenOnThePageOfWorkflows(EngineFixture pinwheel) {
    welcome().awaits("stamp", "u1", now()).returning("a");
    assertThat(listed("production", "stamp")).isNull();
    welcome().awaits("stamp", "u1", now()).returning("b");

    assertThat(listed("production", "stamp")).isNotNull();
  }

  @Test
  void timesThatAreNotThoseOfTheCallsAreLeftAlone(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling last = null;
    for (int day = 1; day <= 5; day++) {
      last = welcome.awaits("tick", "2026-01-0%dT00:00:00Z".formatted(day)).returning(day);
    }

    assertThat(advice(Objects.requireNonNull(last))).isNull();
    assertThat(listed("production", "tick")).isNull();
  }

  @Test
  void aKeyThatRepeatsIsLeftAlone(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    String at = now();
    Scripted.Calling first = welcome.awaits("stamp", "u1", at).returning("a");
    welcome.awaits("stamp", "u1", at);
    Scripted.Calling second = welcome.awaits("stamp", "u1", now()).returning("b");

    assertThat(advice(first)).isNull();
    assertThat(advice(second)).isNull();
    assertThat(listed("production", "stamp")).isNull();
  }

  @Test
  void idsThatTheCallerMadeUpArePointedOut(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    List<Scripted.Calling> calls =
        IntStream.range(0, 3)
            .mapToObj(
                i -> welcome.awaits("charge", "u1", UUID.randomUUID().toString()).returning(i))
            .toList();

    MemoAdvice advice = Objects.requireNonNull(advice(calls.getLast()));

    assertThat(advice.kind()).isEqualTo(MemoAdvice.Kind.RANDOM_ID);
    assertThat(advice.parameter()).isEqualTo("request");
    assertThat(listed("production", "charge")).isEqualTo(advice);
  }

  @Test
  void idsThatTheCallerWasGivenAreLeftAlone(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    List<String> ids = IntStream.range(0, 5).mapToObj(i -> UUID.randomUUID().toString()).toList();
    welcome.awaits("listUsers").returning(Json.of("[\"" + String.join("\",\"", ids) + "\"]"));
    List<Scripted.Calling> calls =
        ids.stream().map(id -> welcome.awaits("fetchUser", id).returning(id)).toList();

    assertThat(advice(calls.getLast())).isNull();
    assertThat(listed("production", "fetchUser")).isNull();
  }

  /** The same call in another attempt of its caller. */
  @Test
  void anIdThatIsAnotherOneInARerunIsPointedOutWhereTheRerunIsVisible(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling first =
        welcome.awaits("charge", "u1", UUID.randomUUID().toString()).returning(1);
    welcome.returns("done");
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    Scripted.Calling second =
        again.awaits("charge", "u1", UUID.randomUUID().toString()).returning(2);

    assertThat(Objects.requireNonNull(advice("development", second)).kind())
        .isEqualTo(MemoAdvice.Kind.RANDOM_ID);
    assertThat(advice("development", first)).isNotNull();
    assertThat(listed("development", "charge")).isNotNull();
    assertThat(advice("production", first)).as("production does not see the re-run").isNull();
    assertThat(listed("production", "charge")).isNull();
  }

  @Test
  void aNewHandleIsPointedOut(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling users = welcome.awaits("listUsers").returning("[]");
    welcome.awaits("render", "home", handle(users)).returning("page");
    welcome.returns("done");
    Scripted again = pinwheel.rerun("production", welcome.step()).running();
    Scripted.Calling usersAgain = again.awaits("listUsers").returning("[]");
    Scripted.Calling render = again.awaits("render", "home", handle(usersAgain)).returning("page");

    MemoAdvice advice = Objects.requireNonNull(advice(render));

    assertThat(advice.kind()).isEqualTo(MemoAdvice.Kind.NEW_HANDLE);
    assertThat(advice.parameter()).isEqualTo("user");
    assertThat(advice.remedy()).isEqualTo("Memoize what it is a handle to, or pass its result.");
  }

  @Test
  void handlesInALoopAreLeftAlone(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling last = null;
    for (int i = 0; i < 4; i++) {
      Scripted.Calling users = welcome.awaits("listUsers").returning("[]");
      last = welcome.awaits("render", "home", handle(users)).returning("page");
    }

    assertThat(advice(Objects.requireNonNull(last))).isNull();
  }

  private static Json handle(Scripted.Calling call) {
    return Json.of("{\"$execution\":\"%s\"}".formatted(call.id()));
  }
}
