package dev.pinwheel.query;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.step.CallDifference;
import dev.pinwheel.query.step.Comparison.Difference;
import dev.pinwheel.query.step.Comparison.Kind;
import dev.pinwheel.query.step.DifferenceGroup;
import dev.pinwheel.query.step.RunComparison;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole runs side by side: two workspaces, two attempts, two runs. */
@EachDatabase
class RunComparisonsTest {

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
        workflow("nightly", "userId"),
        task("fetchUser", "userId").memo(),
        task("check", "month", "rules").memoBy("month"),
        task("sendEmail", "userId"),
        task("audit", "userId"));
    welcome = pinwheel.submit("production", "welcome", "u1").running();
  }

  private RunComparison compare(String from, Scripted run, String with) {
    return compare(from, run.run(), PinnedAttempts.NONE, with);
  }

  private RunComparison compare(String from, RunId run, PinnedAttempts pins, String with) {
    ReadModels reads = engine.reads();
    return reads
        .runComparisons()
        .load(
            reads.viewpoints().get(from, Sight.EVERYTHING),
            run,
            pins,
            CompareWith.parse(with),
            Sight.EVERYTHING);
  }

  private static List<Difference> differences(RunComparison comparison) {
    return comparison.differences().stream().map(CallDifference::asDifference).toList();
  }

  private static List<String> groups(RunComparison comparison) {
    return comparison.groups().stream()
        .map(group -> group.target() + " × " + group.count() + ": " + group.sentence())
        .toList();
  }

  @Test
  void aRunIsComparedAsTwoWorkspacesSeeIt(EngineFixture pinwheel) {
    Scripted fetched = welcome.awaits("fetchUser", "u1").returning("Ann").execution();
    Scripted email = welcome.awaits("sendEmail", "u1").returning("sent").execution();
    Scripted audit = welcome.awaits("audit", "u1").returning("ok").execution();
    welcome.returns("done");
    Scripted refetched = pinwheel.rerun("development", fetched.step()).running();
    refetched.returns("Zoe");
    pinwheel.rerun("development", email.step()).running().returns("sent");

    RunComparison comparison = compare("development", welcome, "workspace:production");

    assertThat(comparison.before().workspace()).hasToString("production");
    assertThat(comparison.after().workspace()).hasToString("development");
    assertThat(engine.reads().comparisons().compareFirst(comparison).outcome())
        .isEqualTo("It is the same attempt.");
    assertThat(differences(comparison))
        .containsExactly(
            new Difference(
                Kind.OTHER_RESULT,
                "fetchUser",
                "userId \"u1\"",
                fetched.id(),
                refetched.id(),
                "another result: Ann → Zoe; ran"));
    assertThat(comparison.ranAgain()).as("sendEmail").isEqualTo(1);
    assertThat(comparison.sameCalls()).as("sendEmail and audit").isEqualTo(2);

    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    again.awaits("fetchUser", "u1");
    again.awaits("sendEmail", "u1").returning("sent");
    again.awaits("audit", "u2").returning("ok");
    Scripted added = again.awaits("fetchUser", "u9").returning("Bob").execution();
    again.returns("done");

    assertThat(groups(compare("development", welcome, "workspace:production")))
        .containsExactly(
            "fetchUser × 1: another result: Ann → Zoe; reused",
            "audit × 1: userId u1 → u2; ran",
            "fetchUser × 1: added; ran");
    assertThat(compare("development", welcome, "workspace:production").differences().getLast())
        .satisfies(last -> assertThat(last.call().either().execution()).isEqualTo(added.id()));
    assertThat(audit.id()).isNotNull();
    assertThat(compare("staging", welcome, "workspace:production").isSame()).isTrue();
    assertThat(compare("staging", welcome, "workspace:production").calls()).isEqualTo(3);
  }

  /** Issue 12: {@code checkMonth × 96: $.snowOnWarmDay refuse → rain; 1 ran, 95 reused}. */
  @Test
  void callsThatDifferInTheSameWayAreOneGroup(EngineFixture pinwheel) {
    Json refuse = Json.of("{\"snowOnWarmDay\":\"refuse\",\"limit\":2.0}");
    Json rain = Json.of("{\"limit\":2,\"snowOnWarmDay\":\"rain\"}");
    for (int month = 1; month <= 5; month++) {
      welcome.awaits("check", month, refuse).returning("ok");
    }
    welcome.returns("done");
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    for (int month = 2; month <= 6; month++) {
      Scripted.Calling call = again.awaits("check", month, rain);
      if (month == 6) {
        call.returning("ok");
      }
    }
    again.returns("done");

    RunComparison comparison = compare("development", welcome, "attempt:1");

    assertThat(groups(comparison))
        .containsExactly(
            "check × 4: $.snowOnWarmDay refuse → rain; 4 reused",
            "check × 1: month 1 → 6, $.snowOnWarmDay refuse → rain; ran");
  }

  @Test
  void twoRunsOfOneWorkflowArePairedAndHandlesToPairedStepsAreTheSame(EngineFixture pinwheel) {
    welcome.awaits("fetchUser", "u1").returning("Ann");
    welcome.awaits("sendEmail", "u1").returning("sent");
    welcome.returns("done");
    Scripted other = pinwheel.submit("production", "welcome", "u1").running();
    other.awaits("fetchUser", "u1").returning("Ann");
    other.awaits("audit", "u1").returning("ok");
    other.fails("no connection");

    RunComparison comparison = compare("production", other, "run:" + welcome.run());

    assertThat(comparison.before().run()).isEqualTo(welcome.run());
    assertThat(groups(comparison))
        .containsExactly(
            "welcome × 1: done → failed: no connection",
            "audit × 1: added; ran",
            "sendEmail × 1: gone");
    assertThat(groups(compare("production", welcome, "run:" + other.run())))
        .as("from the other one: the older is still on the left")
        .isEqualTo(groups(comparison));
  }

  @Test
  void anEarlierAttemptOfAStepIsComparedWithTheOneThatIsLookedAt(EngineFixture pinwheel) {
    Scripted fetched = welcome.awaits("fetchUser", "u1").returning("Ann").execution();
    welcome.returns("done");
    Scripted refetched = pinwheel.rerun("production", fetched.step()).running();
    refetched.returns("Zoe");

    RunComparison comparison =
        compare("production", welcome.run(), PinnedAttempts.of(refetched.id()), "attempt:1");

    assertThat(differences(comparison))
        .extracting(Difference::ids)
        .containsExactly(fetched.id() + " → " + refetched.id());
    assertThat(compare("production", welcome, "attempt:1").isSame()).isTrue();
  }

  /** W4: whatever is compared, a base never sees what its child did. */
  @Test
  void theWorkOfAChildIsNotShownFromItsBase(EngineFixture pinwheel) {
    Scripted fetched = welcome.awaits("fetchUser", "u1").returning("Ann").execution();
    welcome.returns("done");
    Scripted other = pinwheel.submit("production", "welcome", "u1").running();
    other.awaits("fetchUser", "u1").returning("Ann");
    other.returns("done");
    List<String> before = groups(compare("production", welcome, "run:" + other.run()));
    RunComparison siblings = compare("production", welcome, "workspace:staging");

    pinwheel.rerun("development", fetched.step()).running().returns("Zoe");
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    again.awaits("fetchUser", "u1");
    again.awaits("audit", "u1").returning("ok");
    again.returns("secret");
    Scripted own = pinwheel.submit("development", "welcome", "u1").running();
    own.returns("secret");

    assertThat(groups(compare("production", welcome, "run:" + other.run()))).isEqualTo(before);
    assertThat(groups(compare("production", welcome, "workspace:staging")))
        .isEqualTo(groups(siblings))
        .isEmpty();
    assertRefused(
        Rejection.Kind.NOT_FOUND,
        welcome,
        "attempt:2",
        "production cannot see attempt 2 of %s.".formatted(welcome.step()));
    assertRefused(
        Rejection.Kind.NOT_FOUND,
        welcome,
        "run:" + own.run(),
        "production cannot see run %s.".formatted(own.run()));
    assertThat(groups(compare("development", welcome, "workspace:production"))).hasSize(3);
  }

  @Test
  void whatCannotBeComparedIsRefusedInASentence(EngineFixture pinwheel) {
    welcome.returns("done");
    Scripted nightly = pinwheel.submit("production", "nightly", "u1").running();

    assertRefused(
        Rejection.Kind.INVALID_ARGUMENT,
        welcome,
        "run:" + nightly.run(),
        "Expected a run of users.welcome to compare with, but %s is a run of users.nightly."
            .formatted(nightly.run()));
    assertRefused(
        Rejection.Kind.NOT_FOUND,
        welcome,
        "workspace:nowhere",
        "No workspace is called 'nowhere'.");
    assertRefused(
        Rejection.Kind.INVALID_ARGUMENT,
        welcome,
        "run:x",
        "'x' is not the id of a run. Ids look like R7K2.");
    for (String malformed : List.of("production", "attempt:0", "attempt:x", "run:", "")) {
      assertRefused(
          Rejection.Kind.INVALID_ARGUMENT,
          welcome,
          malformed,
          "Expected workspace:NAME, attempt:N or run:ID to compare with, found '%s'."
              .formatted(malformed));
    }
  }

  private void assertRefused(Rejection.Kind kind, Scripted run, String with, String sentence) {
    Rejection rejection =
        catchThrowableOfType(Rejection.class, () -> compare("production", run, with));
    assertThat(rejection).hasMessage(sentence);
    assertThat(rejection.kind()).isEqualTo(kind);
  }

  @Test
  void groupsKeepTheOrderOfTheirFirstCalls(EngineFixture pinwheel) {
    welcome.returns("done");
    Scripted again = pinwheel.rerun("production", welcome.step()).running();
    again.awaits("audit", "u1").returning("ok");
    again.awaits("sendEmail", "u1").returning("sent");
    again.awaits("audit", "u2").returning("ok");
    again.returns("done");

    assertThat(compare("production", welcome, "attempt:1").groups())
        .extracting(DifferenceGroup::target)
        .containsExactly("audit", "sendEmail");
  }
}
