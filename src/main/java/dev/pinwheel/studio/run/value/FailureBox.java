package dev.pinwheel.studio.run.value;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.Failure;
import dev.pinwheel.studio.parts.ClampedText;
import java.util.List;

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
      add(new ClampedText(message));
    }
    if (!failure.frames().isEmpty()) {
      add(frames(failure.frames()));
    }
    if (failure.cause() != null) {
      addFailure(failure.cause(), "Caused by ");
    }
  }

  private static OrderedList frames(List<String> all) {
    OrderedList list = new OrderedList();
    list.addClassName("pw-frames");
    list.getElement().setAttribute("aria-label", "Frames");
    for (StackFrames.Item item : StackFrames.of(all)) {
      list.add(
          switch (item) {
            case StackFrames.Item.Single single -> frame(single.frame(), single.own());
            case StackFrames.Item.Folded folded -> new ListItem(folded(folded));
          });
    }
    return list;
  }

  /** The user's own code stands out from the libraries around it. */
  private static ListItem frame(String frame, boolean own) {
    ListItem item = new ListItem("at " + frame);
    if (own) {
      item.getElement().setAttribute("data-own", true);
    }
    return item;
  }

  private static NativeDetails folded(StackFrames.Item.Folded folded) {
    OrderedList inside = new OrderedList();
    inside.addClassName("pw-frames");
    folded.frames().forEach(frame -> inside.add(frame(frame, false)));
    return new NativeDetails(folded.title(), inside);
  }
}
