package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;

/** The page shown when a view failed with an internal error: a reference, no stack trace. */
@ParentLayout(MainLayout.class)
@PageTitle("Internal error · Pinwheel")
public final class FailureView extends Div implements HasErrorParameter<Exception> {

  private static final int SERVER_ERROR = 500;

  public FailureView() {
    addClassName("pw-page");
  }

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
    String reference = StudioErrorHandler.log(parameter.getException());
    removeAll();
    add(
        ErrorPage.of(
            "Internal error",
            "Pinwheel could not show this page. The cause is in the server's log, reference "
                + reference
                + ".",
            event.getUI()));
    return SERVER_ERROR;
  }
}
