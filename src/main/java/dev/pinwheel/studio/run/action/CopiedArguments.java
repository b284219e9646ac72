package dev.pinwheel.studio.run.action;

import com.vaadin.flow.component.UI;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.step.ArgumentReader;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Value;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Clipboard;
import dev.pinwheel.studio.run.value.ValueView;
import java.util.function.Supplier;

/**
 * Copies arguments in full, as JSON; they are read when they are wanted. Call with the page locked.
 */
public final class CopiedArguments {

  private CopiedArguments() {}

  /** Those of a step. */
  public static void ofStep(StudioContext context, UI ui, StepId step) {
    ArgumentReader arguments = context.reads().arguments();
    Viewpoint viewpoint = CurrentViewpoint.get(ui);
    copy(ui, step, () -> arguments.ofStep(viewpoint, step));
  }

  /** Those of a call, which may differ from those of the step called. */
  public static void ofCall(StudioContext context, UI ui, CallEdge call) {
    ArgumentReader arguments = context.reads().arguments();
    Viewpoint viewpoint = CurrentViewpoint.get(ui);
    copy(ui, call.to(), () -> arguments.ofCall(viewpoint, call.caller(), call.number(), call.to()));
  }

  private static void copy(UI ui, StepId step, Supplier<Value> read) {
    Background.run(
        ui,
        read,
        value -> {
          Json json = value.json();
          if (json == null) {
            Notifications.stays(tooLarge(step, value.size()));
          } else {
            Clipboard.runUnchanged(ui, json.toString());
          }
        },
        failure -> {
          if (failure instanceof Rejection rejection) {
            Notifications.rejected(rejection);
          } else {
            throw failure;
          }
        });
  }

  static String tooLarge(StepId step, long size) {
    return "The arguments of %s take %s, too much to copy: at most %s. Nothing was copied. Open the step to look at them."
        .formatted(
            step, ValueView.sizeInWords(size), ValueView.sizeInWords(ArgumentReader.MOST_BYTES));
  }
}
