package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.studio.page.Notifications;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles exceptions of page actions: a rejection is shown as its message; anything else is logged
 * once, with a reference that the page shows instead of a stack trace.
 */
final class StudioErrorHandler implements ErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(StudioErrorHandler.class);

  @Override
  public void error(ErrorEvent event) {
    Throwable thrown = event.getThrowable();
    if (rejectionIn(thrown) instanceof Rejection rejection) {
      show(() -> Notifications.rejected(rejection));
    } else {
      String reference = log(thrown);
      show(() -> Notifications.stays(sentence(reference)));
    }
  }

  /** Logs an unexpected failure once and returns its reference. */
  static String log(Throwable thrown) {
    String reference =
        Integer.toString(ThreadLocalRandom.current().nextInt(46_656, 1_679_616), 36)
            .toUpperCase(Locale.ROOT);
    LOG.error("Unexpected failure in the Studio, reference {}", reference, thrown);
    return reference;
  }

  static String sentence(String reference) {
    return "An internal error occurred. The cause is in the server's log, reference "
        + reference
        + ". Your last action may not have been carried out; check before you repeat it.";
  }

  private static Throwable rejectionIn(Throwable thrown) {
    Throwable inner = thrown;
    while (!(inner instanceof Rejection) && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }

  private static void show(Command command) {
    UI ui = UI.getCurrent();
    if (ui != null) {
      ui.access(command);
    }
  }
}
