package dev.pinwheel.studio.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;

/**
 * What leads from a page that looks from no workspace into one. The frame of such pages stands
 * below the views to which it leads; what knows them all makes it. Call with the page locked.
 */
public interface WayBack {

  /** The navigation, with counts. */
  Component navigation();

  /** The link for the header: {@code ‹ Back to development}. */
  Component link();

  /**
   * Leads from now on to where the page looked from before, else to the workspace used last.
   * Blocks.
   *
   * @return whether there is one
   */
  boolean enter(UI ui, Location location);

  /** One per server, injected into the constructors of layouts. */
  interface Factory {

    /** For the page that is locked. */
    WayBack create();
  }
}
