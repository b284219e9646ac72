package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules C1 to C3. */
@EachDatabase
class CacheRulesTest {

  @BeforeEach
  void production(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"),
        task("fetchPlan", "userId").cached(),
        task("uncached", "userId"),
        task("price", "userId").cachedFor(Duration.ofMinutes(1)),
        task("retried", "userId").cached().retries(1),
        task("byCity", "city", "zip").cached(cache("weather", "1", "city")),
        task("byPlace", "zip", "city").cached(cache("weather", "1", "city")),
        task("byPlaceNew", "zip", "city").cached(cache("weather", "2", "city")),
        task("distance", "from", "to").cached(cache("distance", null, "from", "to")),
        task("distanceSwapped", "to", "from").cached(cache("distance", null, "from", "to")));
  }

  private static CacheOption cache(
      String namespace, @Nullable String version, String... parameters) {
    return new CacheOption(true, List.of(parameters), null, namespace, version);
  }

  private static Scripted run(EngineFixture pinwheel, String workspace) {
    return pinwheel.submit(workspace, "welcome", "u1").running();
  }

  /** C1: namespace, version and chosen arguments make the key, wherever they stand. */
  @Test
  void theKeyIsMadeOfNamespaceVersionAndArguments(EngineFixture pinwheel) {
    Scripted welcome = run(pinwheel, "production");
    welcome.awaits("byCity", "Oslo", "0150").returning("rain");

    Scripted.Calling rearranged = welcome.awaits("byPlace", "9999", "Oslo");
    Scripted.Calling otherCity = welcome.calls("byPlace", "9999", "Bergen");
    Scripted.Calling otherVersion = welcome.calls("byPlaceNew", "9999", "Oslo");

    assertThat(rearranged.value()).isEqualTo(Json.of("\"rain\""));
    assertThat(rearranged.execution().result()).isEqualTo(ResultKind.CACHED);
    otherCity.running();
    otherVersion.running();

    welcome.awaits("distance", "a", "b").returning(7);
    assertThat(welcome.awaits("distanceSwapped", "b", "a").value()).isEqualTo(Json.of("7"));
    welcome.calls("distanceSwapped", "a", "b").running();
  }

  /** C2: a step is always created; nearest workspace, then newest. */
  @Test
  void theNearestWorkspaceAnswersThenTheNewest(EngineFixture pinwheel) {
    Scripted inProduction = run(pinwheel, "production");
    Scripted.Calling first = inProduction.awaits("fetchPlan", "u1").returning("gold");
    Scripted inDevelopment = run(pinwheel, "development");

    Scripted.Calling cached = inDevelopment.awaits("fetchPlan", "u1");
    assertThat(cached.value()).isEqualTo(Json.of("\"gold\""));
    assertThat(cached.id()).isNotEqualTo(first.id());
    assertThat(cached.execution().successor().id()).isEqualTo(first.id());

    pinwheel.rerun("development", cached.id().step()).running().returns("development's");
    pinwheel.rerun("production", first.id().step()).running().returns("platinum");

    assertThat(run(pinwheel, "development").awaits("fetchPlan", "u1").value())
        .isEqualTo(Json.of("\"development's\""));
    assertThat(run(pinwheel, "production").awaits("fetchPlan", "u1").value())
        .as("newest, and nothing of a child (W4)")
        .isEqualTo(Json.of("\"platinum\""));
  }

  /** C2. */
  @Test
  void aBaseDoesNotFindWhatItsChildCached(EngineFixture pinwheel) {
    run(pinwheel, "development").awaits("fetchPlan", "u1").returning("development's");

    run(pinwheel, "production").calls("fetchPlan", "u1").running();
  }

  /** C2: a running one is joined, also by another run. */
  @Test
  void aRunningExecutionAnswersWhenItEnds(EngineFixture pinwheel) {
    Scripted.Calling first = run(pinwheel, "production").calls("fetchPlan", "u1");
    first.running();

    Scripted.Calling second = run(pinwheel, "production").awaits("fetchPlan", "u1");
    second.execution().ended();
    first.returning("gold");

    assertThat(second.value()).isEqualTo(Json.of("\"gold\""));
    assertThat(second.outcome().execution()).isEqualTo(first.id());
  }

  /** C2: what failed does not answer. */
  @Test
  void aFailureIsNotCached(EngineFixture pinwheel) {
    Scripted welcome = run(pinwheel, "production");
    welcome.awaits("fetchPlan", "u1").failing("no plan");

    welcome.calls("fetchPlan", "u1").running();
  }

  /** C2. */
  @Test
  void aValueOlderThanTheMaximumAgeDoesNotAnswer(EngineFixture pinwheel) {
    Scripted welcome = run(pinwheel, "production");
    welcome.awaits("price", "u1").returning(10);
    pinwheel.advance(Duration.ofSeconds(59));
    assertThat(welcome.awaits("price", "u1").value()).isEqualTo(Json.of("10"));

    pinwheel.advance(Duration.ofSeconds(2));
    Scripted.Calling fresh = welcome.awaits("price", "u1").returning(11);

    assertThat(fresh.value()).isEqualTo(Json.of("11"));
    assertThat(fresh.execution().result()).isEqualTo(ResultKind.VALUE);
  }

  /** C2: only what was itself executed answers. */
  @Test
  void aCachedExecutionDoesNotAnswerItself(EngineFixture pinwheel) {
    Scripted.Calling first = run(pinwheel, "production").awaits("fetchPlan", "u1").returning("a");
    Scripted.Calling second = run(pinwheel, "production").awaits("fetchPlan", "u1");
    second.execution().ended();
    Scripted.Calling third = run(pinwheel, "production").awaits("fetchPlan", "u1");
    third.execution().ended();

    assertThat(third.execution().successor().id()).isEqualTo(first.id());
  }

  /** C3: only executions that had caching enabled answer. */
  @Test
  void anExecutionWithoutCachingDoesNotAnswer(EngineFixture pinwheel) {
    Scripted welcome = run(pinwheel, "production");
    welcome.awaits("uncached", "u1").returning("a");

    welcome.calls("uncached", "u1").running();
  }

  /** C3: retries do not consult the cache. */
  @Test
  void aRetryExecutesAlthoughTheCacheCouldAnswer(EngineFixture pinwheel) {
    Scripted welcome = run(pinwheel, "production");
    Scripted failing = welcome.calls("retried", "u1").running();
    pinwheel.pause("production");
    failing.fails("once");
    Scripted.Calling other = run(pinwheel, "development").calls("retried", "u1");
    Scripted retry = failing.successor();
    pinwheel.resume("production");

    retry.running().returns("value");

    assertThat(retry.result()).isEqualTo(ResultKind.VALUE);
    assertThat(other.id()).isNotEqualTo(retry.id());
    assertThat(run(pinwheel, "production").awaits("retried", "u1").value())
        .as("later lookups find what a retry produced")
        .isEqualTo(Json.of("\"value\""));
  }

  /** C2, W3: the cache is asked when it is about to be dispatched, not when it is created. */
  @Test
  void theCacheIsAskedAtDispatch(EngineFixture pinwheel) {
    Scripted inDevelopment = run(pinwheel, "development");
    Scripted inProduction = run(pinwheel, "production");
    pinwheel.pause("development");
    Scripted.Calling waiting = inDevelopment.awaits("fetchPlan", "u1");
    inProduction.awaits("fetchPlan", "u1").returning("gold");
    assertThat(waiting.execution().result()).isNull();

    pinwheel.resume("development");

    assertThat(waiting.value()).isEqualTo(Json.of("\"gold\""));
    assertThat(waiting.execution().result()).isEqualTo(ResultKind.CACHED);
  }
}
