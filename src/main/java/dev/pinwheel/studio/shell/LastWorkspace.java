package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinSession;
import dev.pinwheel.query.Viewpoints;
import dev.pinwheel.query.WorkspaceList;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import jakarta.servlet.http.Cookie;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The workspace last used by a browser, stored in the session and in a cookie. */
final class LastWorkspace {

  private static final String ATTRIBUTE = "pinwheel.workspace";
  private static final String FIRST = "production";

  private final Viewpoints viewpoints;
  private final WorkspaceList workspaces;

  private final Sight sight;

  /**
   * @param sight which workspaces exist for the viewer
   */
  LastWorkspace(Viewpoints viewpoints, WorkspaceList workspaces, Sight sight) {
    this.viewpoints = viewpoints;
    this.workspaces = workspaces;
    this.sight = sight;
  }

  /**
   * The one used last, else {@code production}, else any; empty when none exists for the viewer.
   */
  Optional<Viewpoint> find() {
    return Stream.of(inSession(), inCookie(), Optional.of(FIRST))
        .flatMap(Optional::stream)
        .flatMap(name -> viewpoints.find(name, sight).stream())
        .findFirst()
        .or(() ->
            workspaces.list(sight, true).stream()
                .findFirst()
                .map(node -> viewpoints.get(node.workspace().id(), sight)));
  }

  void remember(UI ui, String workspace) {
    ui.getSession().setAttribute(ATTRIBUTE, workspace);
    ui.getPage()
        .executeJs(
            "document.cookie = $0 + '=' + encodeURIComponent($1)"
                + " + '; path=/; max-age=31536000; samesite=lax'",
            ATTRIBUTE,
            workspace);
  }

  private static Optional<String> inSession() {
    return Optional.ofNullable(VaadinSession.getCurrent())
        .map(session -> session.getAttribute(ATTRIBUTE))
        .map(Objects::toString);
  }

  private static Optional<String> inCookie() {
    Cookie[] cookies =
        VaadinRequest.getCurrent() == null ? null : VaadinRequest.getCurrent().getCookies();
    return (cookies == null ? List.<Cookie>of() : Arrays.asList(cookies))
        .stream()
            .filter(cookie -> cookie.getName().equals(ATTRIBUTE))
            .flatMap(cookie -> decoded(cookie.getValue()).stream())
            .findFirst();
  }

  /** Empty for what no browser got from this server. */
  static Optional<String> decoded(String value) {
    try {
      return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
