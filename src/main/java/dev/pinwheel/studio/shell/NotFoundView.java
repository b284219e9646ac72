package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;

/** The page for a URL without a view. */
@ParentLayout(MainLayout.class)
@PageTitle("Not found · Pinwheel")
public final class NotFoundView extends Div implements HasErrorParameter<NotFoundException> {

  private static final int NOT_FOUND = 404;

  public NotFoundView() {
    addClassName("pw-page");
  }

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
    removeAll();
    add(
        ErrorPage.of(
            "Not found",
            "There is no page at /" + event.getLocation().getPath() + ".",
            event.getUI()));
    return NOT_FOUND;
  }
}
