package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;

/** What stands in place of a view in which Pinwheel itself failed: a reference, no stack trace. */
@ParentLayout(MainLayout.class)
@PageTitle("Something failed · Pinwheel")
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
            "Something failed",
            "Pinwheel could not show this page. The server's log tells why, under reference "
                + reference
                + ".",
            event.getUI()));
    return SERVER_ERROR;
  }
}
