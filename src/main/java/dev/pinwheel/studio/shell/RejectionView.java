package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.studio.parts.WindowTitle;

/** The page shown when a view was rejected: the reason, and where to go. */
@ParentLayout(MainLayout.class)
public final class RejectionView extends Div
    implements HasErrorParameter<Rejection>, HasDynamicTitle {

  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final int BAD_REQUEST = 400;
  private static final int UNAVAILABLE = 503;

  private String title = "";

  public RejectionView() {
    addClassName("pw-page");
  }

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Rejection> parameter) {
    Rejection rejection = parameter.getException();
    title = rejection.kind() == Rejection.Kind.NOT_FOUND ? "Not found" : "Not possible";
    removeAll();
    add(ErrorPage.of(title, rejection.getMessage(), event.getUI()));
    return switch (rejection.kind()) {
      case NOT_FOUND -> NOT_FOUND;
      case FORBIDDEN -> FORBIDDEN;
      case INVALID_ARGUMENT, INVALID_STATE, CONFLICT, CYCLE -> BAD_REQUEST;
      case UNAVAILABLE -> UNAVAILABLE;
    };
  }

  @Override
  public String getPageTitle() {
    return WindowTitle.of(title);
  }
}
