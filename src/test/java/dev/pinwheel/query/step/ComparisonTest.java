package dev.pinwheel.query.step;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.CompareWith;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.step.Comparison.Difference;
import dev.pinwheel.query.step.Comparison.Kind;
import dev.pinwheel.query.step.Comparisons.Seen;
import dev.pinwheel.query.view.JsonDifference;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two attempts of a step side by side. */
@EachDatabase
class ComparisonTest {

  private EngineFixture engine;
  private Scripted welcome;

  @BeforeEach
  void production(EngineFixture pinwheel) {
    engine = pinwheel;
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.workspace("staging", "production");
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"),
        task("fetchUser", "userId").memo(),
        task("sendEmail", "userId"),
        task("audit", "userId"));
    welcome = pinwheel.submit("production", "welcome", "u1").running();
  }

  private Comparison compare(String from, Scripted before, String fromToo, Scripted after) {
    ReadModels reads = engine.reads();
    return reads
        .comparisons()
        .compare(
            new Seen(reads.viewpoints().get(from, Sight.EVERYTHING), before.id()),
            new Seen(reads.viewpoints().get(fromToo, Sight.EVERYTHING), after.id()));
  }

  private Comparison compare(String from, Scripted before, Scripted after) {
    return compare(from, before, from, after);
  }

  @Test
  void resultsAndCallsThatDifferAreTold(EngineFixture pinwheel) {
    welcome.awaits("fetchUser", "u1").returning("Ann");
    Scripted.Calling email = welcome.awaits("sendEmail", "u1").returning("sent");
    Scripted.Calling gone = welcome.awaits("audit", "u1").returning("ok");
    welcome.awaits("audit", "x").returning("1");
    welcome.returns(Json.of("{\"user\":\"Ann\",\"sent\":true}"));
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    again.awaits("fetchUser", "u1");
    Scripted.Calling emailAgain = again.awaits("sendEmail", "u1").returning("refused");
    Scripted.Calling added = again.awaits("fetchUser", "u9").returning("Zoe");
    again.awaits("audit", "y").returning("1");
    again.returns(Json.of("{\"user\":\"Zoe\",\"sent\":true}"));

    Comparison comparison = compare("development", welcome, again);

    assertThat(comparison.outcome()).isEqualTo("The results differ.");
    assertThat(comparison.sameOutcome()).isFalse();
    assertThat(comparison.values())
        .extracting(JsonDifference::sentence)
        .containsExactly("$.user \"Ann\" → \"Zoe\"");
    assertThat(comparison.arguments()).isEmpty();
    assertThat(comparison.before().workspace()).hasToString("production");
    assertThat(comparison.after().workspace()).hasToString("development");
    assertThat(comparison.after().codeVersion()).isEqualTo("v1");
    assertThat(comparison.sameCalls()).as("fetchUser").isEqualTo(1);
    assertThat(comparison.calls())
        .extracting(Difference::kind)
        .containsExactlyInAnyOrder(Kind.GONE, Kind.ADDED, Kind.OTHER_RESULT, Kind.OTHER_ARGUMENTS);
    assertThat(comparison.calls())
        .contains(
            new Difference(
                Kind.ADDED, "fetchUser", "userId \"u9\"", null, added.id(), "Not called before."),
            new Difference(
                Kind.OTHER_RESULT,
                "sendEmail",
                "userId \"u1\"",
                email.id(),
                emailAgain.id(),
                "The same call with another outcome."));
    assertThat(comparison.calls())
        .filteredOn(difference -> difference.kind() == Kind.OTHER_ARGUMENTS)
        .singleElement()
        .satisfies(difference -> {
          assertThat(difference.before()).isEqualTo(gone.id());
          assertThat(difference.sentence())
              .isEqualTo("Called with other arguments: userId differs: \"u1\" → \"y\".");
        });
  }

  @Test
  void equalAttemptsDoNotDiffer(EngineFixture pinwheel) {
    welcome.awaits("sendEmail", "u1").returning("sent");
    welcome.returns("done");
    Scripted again = pinwheel.rerun("production", welcome.step()).running();
    again.awaits("sendEmail", "u1").returning("sent");
    again.returns("done");

    Comparison comparison = compare("production", welcome, again);

    assertThat(comparison.sameOutcome()).isTrue();
    assertThat(comparison.outcome()).isEqualTo("The results are equal.");
    assertThat(comparison.calls()).isEmpty();
    assertThat(comparison.sameCalls()).isEqualTo(1);
  }

  @Test
  void failuresAndOpenOnesAreTold(EngineFixture pinwheel) {
    welcome.fails("no connection");
    Scripted again = pinwheel.rerun("production", welcome.step()).running();
    assertThat(compare("production", welcome, again).outcome())
        .isEqualTo("One of them has no outcome yet.");
    assertThat(compare("production", welcome, again).sameOutcome()).isNull();

    again.returns("done");

    Comparison comparison = compare("production", welcome, again);
    assertThat(comparison.outcome())
        .isEqualTo("%s failed, the other one did not.".formatted(welcome.id()));
    assertThat(comparison.before().failure()).isEqualTo("IllegalStateException: no connection");
    assertThat(comparison.after().failure()).isNull();
  }

  /** W4: each is seen from its own place, and nothing else is. */
  @Test
  void attemptsOfSiblingsAreComparedFromBothAndOtherwiseNotFound(EngineFixture pinwheel) {
    welcome.returns("done");
    Scripted one = pinwheel.rerun("development", welcome.step()).running();
    one.awaits("fetchUser", "u1").returning("Ann");
    one.returns("one");
    Scripted two = pinwheel.rerun("staging", welcome.step()).running();
    two.returns("two");

    Comparison comparison = compare("development", one, "staging", two);

    assertThat(comparison.values())
        .extracting(JsonDifference::sentence)
        .containsExactly("\"one\" → \"two\"");
    assertThat(comparison.calls()).extracting(Difference::kind).containsExactly(Kind.GONE);
    assertThat(
            engine
                .reads()
                .comparisons()
                .compareFirst(compareRun("development", "workspace:staging", welcome)))
        .isEqualTo(comparison);
    for (String from : new String[] {"development", "production"}) {
      Rejection rejection =
          catchThrowableOfType(Rejection.class, () -> compare(from, welcome, two));
      assertThat(rejection.kind()).isEqualTo(Rejection.Kind.NOT_FOUND);
    }
  }

  private RunComparison compareRun(String from, String with, Scripted run) {
    ReadModels reads = engine.reads();
    return reads
        .runComparisons()
        .load(
            reads.viewpoints().get(from, Sight.EVERYTHING),
            run.run(),
            PinnedAttempts.NONE,
            CompareWith.parse(with),
            Sight.EVERYTHING);
  }

  @Test
  void executionsOfDifferentTargetsAreRefused(EngineFixture pinwheel) {
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");

    Rejection rejection =
        catchThrowableOfType(
            Rejection.class, () -> compare("production", welcome, user.execution()));

    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.INVALID_ARGUMENT);
    assertThat(rejection).hasMessageContaining("users.welcome").hasMessageContaining("fetchUser");
  }

  @Test
  void argumentsOfDifferentStepsAreCompared(EngineFixture pinwheel) {
    Scripted.Calling one = welcome.awaits("sendEmail", "u1").returning("sent");
    Scripted.Calling two = welcome.awaits("sendEmail", "u2").returning("sent");

    assertThat(compare("production", one.execution(), two.execution()).arguments())
        .singleElement()
        .satisfies(difference -> assertThat(difference.sentence()).isEqualTo("\"u1\" → \"u2\""));
  }
}
