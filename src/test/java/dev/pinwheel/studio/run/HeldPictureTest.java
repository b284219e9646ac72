package dev.pinwheel.studio.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Div;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.view.State;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class HeldPictureTest {

  private final Div picture = new Div();
  private final HeldPicture held = new HeldPicture(picture, () -> {});

  @Test
  void thePictureStaysUntilTheAttemptHasCalledSomething() {
    held.hold(RunTreeBuilder.execution(1, 1));
    assertThat(held.getText()).isEqualTo("Starting attempt 1");
    assertThat(picture.getElement().hasAttribute("inert")).isTrue();
    assertThat(picture.getElement().getAttribute("aria-hidden")).isEqualTo("true");

    assertThat(stays(queued().tree())).isTrue();
    assertThat(held.getText()).isEqualTo("Attempt 1: queued");
    assertThat(stays(queued().done(2, "fetchUser").made(1, 2).tree())).isFalse();
    assertThat(held.getElement().hasAttribute("hidden")).isTrue();
    assertThat(picture.getElement().hasAttribute("inert")).isFalse();
  }

  @Test
  void thePictureGoesWhenTheAttemptHasEnded() {
    held.hold(RunTreeBuilder.execution(1, 1));

    assertThat(stays(new RunTreeBuilder().done(1, "welcome").tree())).isFalse();
    assertThat(held.isHeld()).isFalse();
  }

  @Test
  void thePictureGoesWhenAnotherAttemptIsDrawn() {
    held.hold(RunTreeBuilder.execution(1, 3));

    assertThat(stays(queued().tree())).isFalse();
  }

  @Test
  void onlyAStepThatCalledOthersLeavesAHole() {
    RunTree tree = new RunTreeBuilder().done(1, "welcome").done(2, "fetchUser").made(1, 2).tree();

    assertThat(HeldPicture.isWorthwhile(tree, RunTreeBuilder.execution(1, 2))).isTrue();
    assertThat(HeldPicture.isWorthwhile(tree, RunTreeBuilder.execution(2, 2))).isFalse();
  }

  private static RunTreeBuilder queued() {
    return new RunTreeBuilder().add(1, "welcome", step -> step.state(State.QUEUED));
  }

  private boolean stays(RunTree tree) {
    return held.staysBefore(tree, ZoneOffset.UTC, RunTreeBuilder.NINE);
  }
}
