package dev.pinwheel.studio.run.rerun;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import org.jspecify.annotations.Nullable;

/** The workspace in which this browser re-ran a step last, remembered by the browser. */
public record LastRerun(String workspace) {

  private static final String REMEMBERED = "pinwheel.rerunIn";

  /** Asks the browser, so that it is known when a dialog opens. */
  public static void load(UI ui) {
    if (ComponentUtil.getData(ui, LastRerun.class) == null) {
      ui.getPage()
          .executeJs("return localStorage.getItem($0) ?? ''", REMEMBERED)
          .then(String.class, name -> keep(ui, name));
    }
  }

  static void remember(UI ui, String workspace) {
    keep(ui, workspace);
    ui.getPage().executeJs("localStorage.setItem($0, $1)", REMEMBERED, workspace);
  }

  private static void keep(UI ui, String workspace) {
    ComponentUtil.setData(ui, LastRerun.class, new LastRerun(workspace));
  }

  /** Its name; null when there is none. */
  static @Nullable String in(UI ui) {
    LastRerun last = ComponentUtil.getData(ui, LastRerun.class);
    return last == null || last.workspace.isEmpty() ? null : last.workspace;
  }
}
