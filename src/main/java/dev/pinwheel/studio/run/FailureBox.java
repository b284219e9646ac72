package dev.pinwheel.studio.run;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.Failure;

/** What user code threw: type, message, frames, and what caused it. */
public final class FailureBox extends Div {

  public FailureBox(Failure failure) {
    addClassName("pw-error-box");
    setTestId("failure");
    addFailure(failure, "");
  }

  private void addFailure(Failure failure, String prefix) {
    Span type = new Span(prefix + failure.simpleType());
    type.addClassName("pw-strong");
    type.setTitle(failure.type());
    add(type);
    if (!failure.message().isEmpty()) {
      Span message = new Span(failure.message());
      message.addClassName("pw-inline-code");
      add(message);
    }
    if (!failure.frames().isEmpty()) {
      OrderedList frames = new OrderedList();
      frames.addClassName("pw-frames");
      frames.getElement().setAttribute("aria-label", "Frames");
      failure.frames().forEach(frame -> frames.add(frame(frame)));
      add(frames);
    }
    if (failure.cause() != null) {
      addFailure(failure.cause(), "Caused by ");
    }
  }

  /** The user's own code stands out from the libraries around it. */
  private static ListItem frame(String frame) {
    ListItem item = new ListItem("at " + frame);
    boolean library =
        frame.startsWith("java.")
            || frame.startsWith("java.base/")
            || frame.startsWith("jdk.")
            || frame.startsWith("dev.pinwheel.worker.");
    if (!library) {
      item.getElement().setAttribute("data-own", true);
    }
    return item;
  }
}
