package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.RouteConfiguration;

/**
 * Views by their paths. The scripts of a class that the layout names are loaded with the layout, by
 * every page; those of a view only with the view.
 */
final class ViewAt {

  /** Of {@link NoWorkspaceView}. */
  static final String NO_WORKSPACE = "no-workspace";

  private ViewAt() {}

  /**
   * @throws IllegalStateException when there is none
   */
  static Class<? extends Component> path(String path) {
    return RouteConfiguration.forApplicationScope()
        .getRoute(path)
        .orElseThrow(() -> new IllegalStateException("There is no view at " + path));
  }
}
