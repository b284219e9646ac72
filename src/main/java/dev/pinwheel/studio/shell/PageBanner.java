package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import dev.pinwheel.studio.parts.Banner;
import org.jspecify.annotations.Nullable;

/** One banner above the view that survives navigation until it is dismissed. */
public final class PageBanner extends Div {

  private @Nullable String workspace;

  PageBanner() {
    setTestId("note");
    addAttachListener(attach -> ComponentUtil.setData(attach.getUI(), PageBanner.class, this));
  }

  /**
   * Shows a sentence, and announces it to screen readers, while the page belongs to that workspace.
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

  /** Removes the banner, because a newly started run may have made it obsolete. */
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
