package dev.pinwheel.security;

import com.vaadin.flow.server.HandlerHelper.RequestType;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.shared.ApplicationConstants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What browsers ask the Studio for: a page, or something for a page that is open. */
final class StudioRequests {

  /** What an open page sends; without the page it has no effect. */
  private static final Set<String> OF_OPEN_PAGES =
      Set.of(
          RequestType.UIDL.getIdentifier(),
          RequestType.HEARTBEAT.getIdentifier(),
          RequestType.PUSH.getIdentifier());

  private StudioRequests() {}

  private static @Nullable String type(HttpServletRequest request) {
    return request.getParameter(ApplicationConstants.REQUEST_TYPE_PARAMETER);
  }

  /** A page that a person opens; leads back to it after the sign-in. */
  static boolean isPage(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && type(request) == null
        && !request.getRequestURI().startsWith("/VAADIN/")
        && String.valueOf(request.getHeader("Accept")).contains("text/html");
  }

  /** A message, a heartbeat or the socket of a page that was opened before. */
  static boolean isOfOpenPage(HttpServletRequest request) {
    String type = type(request);
    return type != null && OF_OPEN_PAGES.contains(type);
  }

  /** The same of a page that the server does not have any more: Vaadin tells it to load again. */
  static boolean isOfEndedPage(HttpServletRequest request) {
    return isOfOpenPage(request) && !hasPages(request);
  }

  /** Whether the server has pages of this browser. */
  static boolean hasPages(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null
        && Collections.list(session.getAttributeNames()).stream()
            .map(session::getAttribute)
            .anyMatch(VaadinSession.class::isInstance);
  }

  /** Whether somebody does something, as opposed to a page that only shows that it is there. */
  static boolean isUse(HttpServletRequest request) {
    String type = type(request);
    return type == null || Arrays.asList("init", "uidl").contains(type);
  }
}
