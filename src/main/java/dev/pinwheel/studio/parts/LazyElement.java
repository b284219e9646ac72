package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.Component;

/**
 * Elements of {@code frontend/lazy.ts}, whose code the browser loads when it first shows one. Their
 * classes import that module, and call this when they are made.
 */
public final class LazyElement {

  private LazyElement() {}

  /** Loads the code of an element as soon as it is shown; what is called on it waits for that. */
  public static void load(Component element) {
    element.getElement().executeJs("window.pinwheelLoadFor(this)");
  }
}
