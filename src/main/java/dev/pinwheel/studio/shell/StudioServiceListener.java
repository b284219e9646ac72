package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.ReconnectDialogConfiguration;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.spring.annotation.SpringComponent;

/**
 * Configures every page: the error handler, the messages for a lost connection, and silent reload
 * of an expired session, since the URL holds all state of a page.
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
        .addUIInitListener(init -> {
          configure(init.getUI().getReconnectDialogConfiguration());
          KeptAnswer.shortenWhenTaken(init.getUI());
        });
    event.getSource().setSystemMessagesProvider(info -> reloadWhenExpired());
  }

  private static void configure(ReconnectDialogConfiguration reconnect) {
    reconnect.setDialogText("Connection lost. Reconnecting…");
    reconnect.setDialogTextGaveUp("Connection lost. Start the server, then reload this page.");
    reconnect.setReconnectInterval(RECONNECT_MILLIS);
    reconnect.setReconnectAttempts(Integer.MAX_VALUE);
  }

  private static CustomizedSystemMessages reloadWhenExpired() {
    CustomizedSystemMessages messages = new CustomizedSystemMessages();
    messages.setSessionExpiredNotificationEnabled(false);
    messages.setInternalErrorCaption("Internal error");
    messages.setInternalErrorMessage(
        "The cause is in the server's log. Click here, or press Esc, to reload.");
    return messages;
  }
}
