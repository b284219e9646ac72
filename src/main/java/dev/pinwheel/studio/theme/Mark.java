package dev.pinwheel.studio.theme;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/** The pinwheel with a pin at its centre; decoration, hidden from screen readers. */
@Tag("pw-mark")
@JsModule("./mark.ts")
public final class Mark extends Component {

  /** Lets the vanes turn slowly, unless the viewer prefers less motion. */
  public void setRunning(boolean running) {
    getElement().setAttribute("running", running);
  }
}
