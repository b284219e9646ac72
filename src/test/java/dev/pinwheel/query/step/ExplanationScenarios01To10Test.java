package dev.pinwheel.query.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.step.Lookup.Verdict;
import dev.pinwheel.query.view.ArgumentDifference;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Race;
import dev.pinwheel.testing.Scripted;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What explanations say in each of scenarios 1 to 10. */
@EachDatabase
class ExplanationScenarios01To10Test extends ExplanationFixture {

  @Test
  void scenario01_theSecondCallSaysWhatItReused(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    Scripted email = welcome.calls("sendEmail", "u1").running();
    Scripted notification = welcome.calls("sendNotification", "u1").running();
    Scripted.Calling first = email.awaits("fetchUser", "u1").returning("Ann");
    notification.awaits("fetchUser", "u1");

    Explanation explanation = explain(first);

    assertThat(explanation.option()).isEqualTo(new MemoOption.All());
    assertThat(explanation.optionOrigin()).isEqualTo("task");
    assertThat(explanation.key()).hasSize(64);
    assertThat(explanation.arguments())
        .singleElement()
        .matches(argument -> argument.name().equals("userId") && argument.inKey());
    Lookup made = made(explanation);
    assertThat(made.verdict()).isEqualTo(Verdict.MISS);
    assertThat(made.candidates()).isEmpty();
    assertThat(made.nearestMiss()).isNull();
    assertThat(explanation.sentence())
        .startsWith("Called by sendEmail (%s).".formatted(email.id()))
        .contains("nothing with this key could be reused");
    assertThat(explanation.reuses()).hasSize(1);
    Lookup reuse = explanation.reuses().getFirst();
    assertThat(reuse.caller()).isEqualTo(notification.id());
    assertThat(reuse.verdict()).isEqualTo(Verdict.HIT);
    assertThat(reuse.optionOrigin()).isEqualTo("task");
    assertThat(considered(reuse)).containsExactly(first.id() + " value in production: taken");
    assertThat(reuse.sentence()).isEqualTo("Reused %s.".formatted(first.id()));
  }

  @Test
  void scenario02_ofSimultaneousCallsOneMissedAndTheOthersJoined(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    List<Scripted> callers =
        IntStream.range(0, 4).mapToObj(i -> welcome.calls("sendEmail", "u" + i).running()).toList();
    List<Scripted.Calling> calls = Race.ofAll(callers, caller -> caller.calls("fetchUser", "u1"));

    Explanation explanation = explain(calls.getFirst());

    assertThat(made(explanation).verdict()).isEqualTo(Verdict.MISS);
    assertThat(explanation.reuses())
        .hasSize(3)
        .allSatisfy(reuse -> {
          assertThat(reuse.verdict()).isEqualTo(Verdict.HIT);
          assertThat(considered(reuse))
              .containsExactly(calls.getFirst().id() + " open in production: taken");
          assertThat(reuse.sentence())
              .isEqualTo("Joined %s, which was still open.".formatted(calls.getFirst().id()));
        });
  }

  @Test
  void scenario03_anotherUserIsTheNearestMiss(EngineFixture pinwheel) {
    Scripted email = welcome().calls("sendEmail", "u1").running();
    Scripted.Calling first = email.awaits("fetchUser", "u1").returning("Ann");
    Scripted.Calling other = email.awaits("fetchUser", "u2").returning("Bob");
    email.returns(null);
    Scripted again = pinwheel.rerun("production", email.step()).running();
    again.awaits("fetchUser", "u1");

    NearestMiss nearest = Objects.requireNonNull(made(explain(other)).nearestMiss());

    assertThat(nearest.execution()).isEqualTo(first.id());
    assertThat(nearest.differences())
        .singleElement()
        .satisfies(difference -> {
          assertThat(difference.parameter()).isEqualTo("userId");
          assertThat(difference.sentence()).isEqualTo("\"u1\" → \"u2\"");
        });
    assertThat(explain(first).reuses())
        .singleElement()
        .matches(reuse -> reuse.caller().equals(again.id()));
  }

  @Test
  void scenario04_argumentsOutsideTheKeyThatDifferAreNamed(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling first =
        welcome.awaits("applyConfiguration", "m1", Json.of("{\"version\":1}")).returning("done");
    welcome.awaits("applyConfiguration", "m1", Json.of("{\"version\":2}"));
    Scripted.Calling otherMachine =
        welcome.awaits("applyConfiguration", "m2", Json.of("{\"version\":2}"));

    Explanation explanation = explain(first);

    assertThat(explanation.option()).isEqualTo(new MemoOption.Parameters(List.of("machineId")));
    assertThat(explanation.arguments())
        .extracting(argument -> argument.name() + " " + argument.inKey())
        .containsExactly("machineId true", "config false");
    assertThat(explanation.reuses())
        .singleElement()
        .satisfies(reuse ->
            assertThat(LookupText.outsideKey(reuse.outsideKey().getFirst()))
                .isEqualTo("config is not part of the key. It differs: $.version 1 → 2."));
    NearestMiss nearest = Objects.requireNonNull(made(explain(otherMachine)).nearestMiss());
    assertThat(nearest.execution()).isEqualTo(first.id());
    assertThat(nearest.differences())
        .as("only arguments in the key")
        .extracting(ArgumentDifference::parameter)
        .containsExactly("machineId");
  }

  @Test
  void scenario05_afterARerunOfTheRunHitsAndForcingAreTold(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    Scripted.Calling email = welcome.awaits("sendEmail", "u1").returning("sent");
    welcome.returns("done");
    Scripted again = pinwheel.rerun("production", welcome.step()).running();
    Scripted.Calling userAgain = again.awaits("fetchUser", "u1");
    Scripted.Calling emailAgain = again.awaits("sendEmail", "u1").returning("sent");

    assertThat(explain("production", again.id()).sentence())
        .isEqualTo("Forced by local; memo was ignored.");
    assertThat(reuse("production", again, userAgain).verdict()).isEqualTo(Verdict.HIT);
    assertThat(userAgain.id()).isEqualTo(user.id());
    assertThat(explain(emailAgain).isMemoized()).isFalse();
    assertThat(made(explain(emailAgain)).verdict()).isEqualTo(Verdict.NOT_MEMOIZED);
    assertThat(explain(email).reuses()).isEmpty();
  }

  @Test
  void scenario06_theForcedAttemptIsTakenAndTheOlderOneNotNeeded(EngineFixture pinwheel) {
    Scripted email = welcome().calls("sendEmail", "u1").running();
    Scripted.Calling user = email.awaits("fetchUser", "u1").returning("Ann");
    email.returns(null);
    Scripted forced = pinwheel.rerun("production", user.id().step()).running();
    forced.returns("Anna");
    Scripted again = pinwheel.rerun("production", email.step()).running();
    Scripted.Calling hit = again.awaits("fetchUser", "u1");

    assertThat(explain("production", forced.id()).sentence()).contains("memo was ignored");
    assertThat(explain("production", forced.id()).lookup()).isNull();
    assertThat(considered(reuse("production", again, hit)))
        .containsExactly(
            forced.id() + " value in production: taken", user.id() + " value in production: older");
  }

  @Test
  void scenario07_aRerunInDevelopmentReusesFromProduction(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    welcome.returns("done");
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    Scripted.Calling hit = again.awaits("fetchUser", "u1");
    Scripted.Calling miss = again.awaits("fetchUser", "u2");

    Lookup reuse = reuse("development", again, hit);

    assertThat(considered(reuse)).containsExactly(user.id() + " value in production: taken");
    assertThat(reuse.sentence()).isEqualTo("Reused %s from production.".formatted(user.id()));
    assertThat(explain(user).reuses()).as("as seen from production").isEmpty();
    NearestMiss nearest =
        Objects.requireNonNull(made(explain("development", miss.id())).nearestMiss());
    assertThat(nearest.execution()).isEqualTo(user.id());
    assertThat(nearest.workspace()).hasToString("production");
  }

  @Test
  void scenario08_whatDevelopmentDidIsInNoExplanationOfProduction(EngineFixture pinwheel) {
    pinwheel.workspace("development/joe", "development");
    Scripted welcome = welcome();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    Explanation before = explain(user);
    Scripted own = pinwheel.rerun("development", user.id().step()).running();
    own.returns("Anna");
    Scripted inDevelopment = pinwheel.rerun("development", welcome.step()).running();
    Scripted.Calling hit = inDevelopment.awaits("fetchUser", "u1");
    Scripted inJoe = pinwheel.rerun("development/joe", welcome.step()).running();
    Scripted.Calling hitInJoe = inJoe.awaits("fetchUser", "u1");

    List<String> seen =
        List.of(
            own.id() + " value in development: taken", user.id() + " value in production: further");
    assertThat(considered(reuse("development", inDevelopment, hit))).isEqualTo(seen);
    assertThat(considered(reuse("development/joe", inJoe, hitInJoe))).isEqualTo(seen);
    assertThat(explain(user)).isEqualTo(before);
    assertThat(catchThrowableOfType(Rejection.class, () -> explain("production", own.id())).kind())
        .isEqualTo(Rejection.Kind.NOT_FOUND);

    Scripted.Calling fromProduction = welcome.awaits("fetchUser", "u1");
    assertThat(considered(reuse("production", welcome, fromProduction)))
        .containsExactly(user.id() + " value in production: taken");
  }

  @Test
  void scenario09_developmentsOwnIsNearerThanProductionsNewerOne(EngineFixture pinwheel) {
    Scripted welcome = welcome();
    Scripted.Calling user = welcome.awaits("fetchUser", "u1").returning("Ann");
    Scripted own = pinwheel.rerun("development", user.id().step()).running();
    own.returns("development's");
    Scripted newer = pinwheel.rerun("production", user.id().step()).running();
    newer.returns("production's");
    pinwheel.workspace("staging", "production");
    Scripted inDevelopment = pinwheel.rerun("development", welcome.step()).running();
    Scripted inStaging = pinwheel.rerun("staging", welcome.step()).running();
    Scripted.Calling hit = inDevelopment.awaits("fetchUser", "u1");
    Scripted.Calling hitInStaging = inStaging.awaits("fetchUser", "u1");

    Lookup reuse = reuse("development", inDevelopment, hit);
    assertThat(considered(reuse))
        .containsExactly(
            own.id() + " value in development: taken",
            newer.id() + " value in production: further",
            user.id() + " value in production: further");
    assertThat(reuse.candidates().get(1).sentence())
        .isEqualTo("not needed, because development is nearer than production");
    assertThat(considered(reuse("staging", inStaging, hitInStaging)))
        .containsExactly(
            newer.id() + " value in production: taken", user.id() + " value in production: older");
  }

  @Test
  void scenario10_whatIsNotVisibleIsNotExplained(EngineFixture pinwheel) {
    pinwheel.workspace("staging", "production");
    Scripted own = pinwheel.submit("development", "welcome", "u1").running();
    Scripted.Calling user = own.awaits("fetchUser", "u1").returning("Ann");

    for (String elsewhere : List.of("production", "staging")) {
      Rejection rejection =
          catchThrowableOfType(Rejection.class, () -> explain(elsewhere, user.id()));
      assertThat(rejection.kind()).isEqualTo(Rejection.Kind.NOT_FOUND);
      assertThat(rejection).hasMessageNotContaining("development");
    }
  }
}
