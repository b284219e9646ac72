package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.internal.UIInternals;
import com.vaadin.flow.server.HandlerHelper;
import com.vaadin.flow.server.HandlerHelper.RequestType;
import com.vaadin.flow.server.VaadinRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last answer to an HTTP request of a page, which Vaadin keeps in case the browser asks for it
 * again. Everything later goes through the WebSocket and replaces nothing, so what a page consisted
 * of when it was opened, more than 100 kB, would be kept as long as the page is open. When the
 * browser has said that it took the answer, only its numbers are kept, by which the browser
 * recognizes it as one that it has already seen.
 */
final class KeptAnswer {

  private static final Pattern CLIENT_ID = Pattern.compile("^\\{\"clientId\":(\\d+),");
  private static final Pattern SYNC_ID = Pattern.compile(",\"syncId\":(\\d+)}$");

  /** Not the {@code true} of anything else. */
  static final String TAKEN = "return 'taken'";

  private KeptAnswer() {}

  /** Shortens the answers that bring a view to this page. */
  static void shortenWhenTaken(UI ui) {
    ui.addAfterNavigationListener(navigated -> {
      VaadinRequest request = VaadinRequest.getCurrent();
      if (request != null && HandlerHelper.isRequestType(request, RequestType.UIDL)) {
        ui.getPage().executeJs(TAKEN).then(taken -> shorten(ui.getInternals()));
      }
    });
  }

  private static void shorten(UIInternals page) {
    String answer = page.getLastRequestResponse();
    if (answer != null) {
      page.setLastRequestResponse(numbersOf(answer));
    }
  }

  /** The answer without what it says; the answer itself when it has another form. */
  static String numbersOf(String answer) {
    Matcher client = CLIENT_ID.matcher(answer);
    Matcher sync = SYNC_ID.matcher(answer.substring(Math.max(0, answer.length() - 30)));
    return client.find() && sync.find()
        ? "{\"clientId\":%s,\"syncId\":%s}".formatted(client.group(1), sync.group(1))
        : answer;
  }
}
