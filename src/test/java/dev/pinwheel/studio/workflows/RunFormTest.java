package dev.pinwheel.studio.workflows;

import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the form of a new run is filled in with. */
@EachDatabase
class RunFormTest {

  @BeforeEach
  void workspaces(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(workflow("welcome", "userId"));
  }

  @Test
  void itHasTheArgumentsOfTheRunThatOneLookedAt(EngineFixture pinwheel) {
    RunId one = pinwheel.submit("production", "welcome", "u1").step().run();
    pinwheel.submit("production", "welcome", "u2");

    RunForm form = read(pinwheel, "development", one);

    assertThat(form.values()).containsExactly(Json.of("\"u1\""));
    assertThat(form.note()).isEqualTo("Filled in with the arguments of %s.".formatted(one));
    assertThat(form.last()).isEmpty();
  }

  @Test // W4
  void argumentsThatAreNotVisibleAreNotFilledIn(EngineFixture pinwheel) {
    RunId hidden = pinwheel.submit("development", "welcome", "u1").step().run();

    RunForm form = read(pinwheel, "production", hidden);

    assertThat(form.values()).isEmpty();
    assertThat(form.note())
        .isEqualTo(
            "The arguments of %s are not visible from production. The defaults are filled in."
                .formatted(hidden));
    assertThat(read(pinwheel, "production", null).last()).isEmpty();
  }

  @Test
  void aWorkflowThatTakesOtherArgumentsNowSaysSo(EngineFixture pinwheel) {
    RunId one = pinwheel.submit("production", "welcome", "u1").step().run();
    pinwheel.embeddedWorker(workflow("welcome", "userId", "language"));

    assertThat(read(pinwheel, "production", one).note())
        .isEqualTo("%s ran with 1 argument; welcome takes 2 now. Check the fields.".formatted(one));
  }

  @Test
  void withoutARunTheDefaultsAreFilledInAndTheLastRunIsOffered(EngineFixture pinwheel) {
    pinwheel.submit("production", "welcome", "u1");
    RunId two = pinwheel.submit("production", "welcome", "u2").step().run();

    RunForm form = read(pinwheel, "production", null);

    assertThat(form.note()).isEmpty();
    assertThat(form.values()).isEmpty();
    assertThat(form.last()).get().satisfies(last -> assertThat(last.run()).isEqualTo(two));
    assertThat(form.worker()).isTrue();
  }

  @Test
  void aWorkflowThatNobodyDeclaresIsRefusedInASentence(EngineFixture pinwheel) {
    Viewpoint viewpoint = pinwheel.reads().viewpoints().get("production", Sight.EVERYTHING);

    assertThatThrownBy(() ->
            RunForm.read(pinwheel.reads(), viewpoint, new RunForm.Wanted("users", "goodbye", null)))
        .isInstanceOf(Rejection.class)
        .hasMessage(
            "No worker has declared a workflow users / goodbye for production or its bases.");
  }

  private static RunForm read(EngineFixture pinwheel, String workspace, @Nullable RunId like) {
    return RunForm.read(
        pinwheel.reads(),
        pinwheel.reads().viewpoints().get(workspace, Sight.EVERYTHING),
        new RunForm.Wanted("users", "welcome", like));
  }
}
