package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;

/**
 * The polite live region of a page, for screen readers. One per page, placed by the layout around
 * the views.
 */
public final class Announcer extends Div {

  public Announcer() {
    addClassName("pw-hidden");
    getElement().setAttribute("role", "status");
    getElement().setAttribute("aria-live", "polite");
    setTestId("live-region");
    addAttachListener(attach -> ComponentUtil.setData(attach.getUI(), Announcer.class, this));
  }

  /** Announces a sentence to screen readers; call with the page locked. */
  public static void say(UI ui, String sentence) {
    Announcer announcer = ComponentUtil.getData(ui, Announcer.class);
    if (announcer != null) {
      announcer.setText(sentence);
    }
  }
}
