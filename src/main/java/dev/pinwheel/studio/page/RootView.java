package dev.pinwheel.studio.page;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.studio.parts.RunLinks;

/** The root address: leads to the runs. */
@Route("")
@Needs(Permission.LIST_WORKSPACES)
public final class RootView extends Div implements BeforeEnterObserver {

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    event.forwardTo(RunLinks.LIST, event.getLocation().getQueryParameters());
  }
}
