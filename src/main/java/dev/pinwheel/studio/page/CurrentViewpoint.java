package dev.pinwheel.studio.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.shared.Registration;
import dev.pinwheel.query.view.Viewpoint;
import java.util.function.Consumer;

/**
 * The viewpoint of a page. The layout sets it from the URL before it enters a view, and again when
 * the workspace's base, name or state changes. Call with the page locked.
 */
public final class CurrentViewpoint {

  /** The query parameter that names the workspace in every URL. */
  public static final String PARAMETER = "workspace";

  private CurrentViewpoint() {}

  /** The viewpoint of the page; there is one as soon as a view is entered. */
  public static Viewpoint get(UI ui) {
    Viewpoint viewpoint = ComponentUtil.getData(ui, Viewpoint.class);
    if (viewpoint == null) {
      throw new IllegalStateException("The page has no viewpoint before a view is entered");
    }
    return viewpoint;
  }

  /** The name of the workspace of the page. */
  public static String workspace(UI ui) {
    return get(ui).name().value();
  }

  /** Query parameters with nothing but the page's workspace: for links to other views. */
  public static QueryParameters parameters(UI ui) {
    return QueryParameters.of(PARAMETER, workspace(ui));
  }

  /**
   * Notifies the component, while it is attached, when the base, name or state of the workspace
   * changes. Switching to another workspace is a navigation, which enters the view again.
   */
  public static void onChange(Component component, Consumer<Viewpoint> listener) {
    component.addAttachListener(attach -> {
      Registration registration =
          ComponentUtil.addListener(
              attach.getUI(), Changed.class, changed -> listener.accept(get(attach.getUI())));
      component.addDetachListener(detach -> {
        registration.remove();
        detach.unregisterListener();
      });
    });
  }

  /** Shows the same page from another workspace. */
  public static void switchTo(UI ui, String workspace) {
    Location location = ui.getActiveViewLocation();
    ui.navigate(location.getPath(), location.getQueryParameters().merging(PARAMETER, workspace));
  }

  /** For the layout, before it enters a view. */
  public static void enter(UI ui, Viewpoint viewpoint) {
    ComponentUtil.setData(ui, Viewpoint.class, viewpoint);
  }

  /** For the layout, when base, name or state of the workspace have changed. */
  public static void change(UI ui, Viewpoint viewpoint) {
    enter(ui, viewpoint);
    ComponentUtil.fireEvent(ui, new Changed(ui));
  }

  private static final class Changed extends ComponentEvent<UI> {
    private static final long serialVersionUID = 1L;

    Changed(UI ui) {
      super(ui, false);
    }
  }
}
