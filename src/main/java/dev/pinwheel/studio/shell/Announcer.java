package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;

/**
 * The polite live region of a page: what happened, for those who do not see it. One per page,
 * placed by {@link MainLayout}.
 */
public final class Announcer extends Div {

  Announcer() {
    addClassName("pw-hidden");
    getElement().setAttribute("role", "status");
    getElement().setAttribute("aria-live", "polite");
    setTestId("live-region");
    addAttachListener(attach -> ComponentUtil.setData(attach.getUI(), Announcer.class, this));
  }

  /** Says a sentence to screen readers; to be called with the page locked. */
  public static void say(UI ui, String sentence) {
    Announcer announcer = ComponentUtil.getData(ui, Announcer.class);
    if (announcer != null) {
      announcer.setText(sentence);
    }
  }
}
