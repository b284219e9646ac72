package dev.pinwheel.studio.run;

import com.vaadin.flow.component.html.Div;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.WaitReason;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was drawn before a re-run stays, pale and inert, until the new attempt has made a call or
 * ended, or for three seconds: a picture that shrinks to one step and grows again tells nothing.
 */
final class HeldPicture extends Div {

  private static final int LONGEST_MILLIS = 3_000;

  /** The dialog gives the focus back to what is inert now, some frames after it was closed. */
  private static final String TAKE_FOCUS =
      """
      clearTimeout(this.pwHeld);
      this.pwHeld = setTimeout(() => this.dispatchEvent(new CustomEvent('pw-held-long')), $0);
      const take = left => {
        if (this.isConnected && document.activeElement === document.body) {
          this.focus({ preventScroll: true });
        }
        if (left > 0) {
          requestAnimationFrame(() => take(left - 1));
        }
      };
      take(20);\
      """;

  private static final String GIVE_FOCUS =
      """
      clearTimeout(this.pwHeld);
      if (document.activeElement === this || document.activeElement === document.body) {
        $0.querySelector('[role=treeitem][tabindex="0"], [role=row][tabindex="0"]')
            ?.focus({ preventScroll: true });
      }\
      """;

  private final Div picture;
  private @Nullable ExecutionId started;

  /**
   * @param picture what is held
   * @param released called when it was held for the longest time
   */
  HeldPicture(Div picture, Runnable released) {
    this.picture = picture;
    addClassName("pw-held");
    setTestId("held-picture");
    getElement().setAttribute("role", "status");
    getElement().setAttribute("tabindex", "-1");
    getElement()
        .addEventListener(
            "pw-held-long",
            event -> {
              if (started != null) {
                release();
                released.run();
              }
            });
    show(false);
  }

  /** By an attribute, because scripts of components that are not visible wait until they are. */
  private void show(boolean shown) {
    if (shown) {
      getElement().removeAttribute("hidden");
    } else {
      getElement().setAttribute("hidden", true);
    }
  }

  /** Holds the picture for the sake of a new attempt. */
  void hold(ExecutionId execution) {
    started = execution;
    setText("Starting attempt " + execution.attempt());
    show(true);
    picture.getElement().setAttribute("inert", true).setAttribute("aria-hidden", "true");
    getElement().executeJs(TAKE_FOCUS, LONGEST_MILLIS);
  }

  /** Whether a step called others: without its calls the picture would shrink. */
  static boolean isWorthwhile(RunTree drawn, ExecutionId execution) {
    return drawn.calls().stream().anyMatch(call -> call.from().equals(execution.step()));
  }

  /** Lets go of the picture. */
  void release() {
    if (started != null) {
      started = null;
      show(false);
      picture.getElement().removeAttribute("inert").removeAttribute("aria-hidden");
      getElement().executeJs(GIVE_FOCUS, picture.getElement());
    }
  }

  boolean isHeld() {
    return started != null;
  }

  /** Whether the picture stays although this is what there is now; then it says what it is. */
  boolean staysBefore(RunTree tree, ZoneId zone, Instant now) {
    ExecutionId execution = started;
    if (execution == null) {
      return false;
    }
    Optional<StepNode> node =
        tree.find(execution.step()).filter(drawn -> drawn.execution().equals(execution));
    boolean began =
        node.isEmpty()
            || !node.get().state().isOpen()
            || tree.calls().stream().anyMatch(call -> call.caller().equals(execution));
    if (began) {
      release();
      return false;
    }
    setText(words(node.get(), zone, now));
    return true;
  }

  /** {@code Attempt 2: queued, waiting for a free slot: 8 of 8 busy}. */
  static String words(StepNode node, ZoneId zone, Instant now) {
    WaitReason waiting = node.waiting();
    String state = node.state().word();
    if (waiting == null) {
      return "Attempt %d: %s".formatted(node.execution().attempt(), state);
    }
    String why = waiting.sentence(zone, now);
    return "Attempt %d: %s, %s"
        .formatted(
            node.execution().attempt(),
            state,
            why.substring(0, 1).toLowerCase(Locale.ROOT) + why.substring(1));
  }
}
