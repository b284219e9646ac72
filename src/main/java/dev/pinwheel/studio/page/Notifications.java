package dev.pinwheel.studio.page;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.studio.parts.Buttons;

/** Notifications over the page: what was done, and what was rejected. */
public final class Notifications {

  private static final int SHOWN_MILLIS = 5_000;
  private static final int STAYS = 0;

  private Notifications() {}

  /** Confirms an action; disappears automatically. */
  public static void done(String sentence) {
    Notification notification = new Notification(sentence, SHOWN_MILLIS);
    notification.setPosition(Notification.Position.BOTTOM_START);
    notification.setTestId("notification");
    notification.open();
  }

  /** Shows a rejection; stays until closed, because it says what to do. */
  public static void rejected(Rejection rejection) {
    stays(rejection.getMessage());
  }

  /** A sentence that stays until it is closed, and is read out at once. */
  public static void stays(String sentence) {
    Notification notification = new Notification();
    notification.setDuration(STAYS);
    notification.setPosition(Notification.Position.BOTTOM_START);
    notification.setAssertive(true);
    notification.setTestId("notification");
    notification.add(new Span(sentence), Buttons.quiet("Close", click -> notification.close()));
    notification.open();
  }
}
