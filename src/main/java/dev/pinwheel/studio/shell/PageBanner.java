package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import dev.pinwheel.studio.parts.Banner;
import org.jspecify.annotations.Nullable;

/** Holds one sentence above the view that outlives a navigation, until dismissed. */
public final class PageBanner extends Div {

  private @Nullable String workspace;

  PageBanner() {
    setTestId("note");
    addAttachListener(attach -> ComponentUtil.setData(attach.getUI(), PageBanner.class, this));
  }

  /**
   * Shows a sentence, also to screen readers, as long as the page looks from that workspace.
   *
   * @param actions buttons behind the sentence
   */
  public static void show(UI ui, String workspace, String sentence, Button... actions) {
    PageBanner area = ComponentUtil.getData(ui, PageBanner.class);
    if (area != null) {
      area.workspace = workspace;
      area.removeAll();
      area.add(new Banner(sentence, actions).dismissible());
      Announcer.say(ui, sentence);
    }
  }

  /** What is said may not hold any more, because something was started there. */
  public static void clear(UI ui) {
    PageBanner area = ComponentUtil.getData(ui, PageBanner.class);
    if (area != null) {
      area.removeAll();
    }
  }

  void leaveUnless(String nowLookingFrom) {
    if (!nowLookingFrom.equals(workspace)) {
      removeAll();
    }
  }
}
