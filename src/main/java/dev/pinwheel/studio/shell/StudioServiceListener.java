package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.ReconnectDialogConfiguration;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.spring.annotation.SpringComponent;

/**
 * Sets up what holds for every page: the error handler, the words for a lost connection, and that
 * an expired session reloads silently, since everything a page shows is in its URL.
 */
@SpringComponent
public final class StudioServiceListener implements VaadinServiceInitListener {

  private static final int RECONNECT_MILLIS = 2_000;

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event
        .getSource()
        .addSessionInitListener(
            init -> init.getSession().setErrorHandler(new StudioErrorHandler()));
    event
        .getSource()
        .addUIInitListener(init -> configure(init.getUI().getReconnectDialogConfiguration()));
    event.getSource().setSystemMessagesProvider(info -> reloadWhenExpired());
  }

  private static void configure(ReconnectDialogConfiguration reconnect) {
    reconnect.setDialogText("The server does not answer. Connecting again…");
    reconnect.setDialogTextGaveUp("The server does not answer. Start it, then reload this page.");
    reconnect.setReconnectInterval(RECONNECT_MILLIS);
    reconnect.setReconnectAttempts(Integer.MAX_VALUE);
  }

  private static CustomizedSystemMessages reloadWhenExpired() {
    CustomizedSystemMessages messages = new CustomizedSystemMessages();
    messages.setSessionExpiredNotificationEnabled(false);
    messages.setInternalErrorCaption("Pinwheel made a mistake");
    messages.setInternalErrorMessage(
        "It is in the server's log. Click here, or press Esc, to reload.");
    return messages;
  }
}
