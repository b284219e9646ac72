package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.checkbox.Checkbox;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import java.util.List;

/** Whether a list includes runs of the bases (V2); invisible where there is no base. */
public final class BaseRunsCheckbox extends Checkbox {

  public BaseRunsCheckbox() {
    setTestId("include-bases");
  }

  /** Names the bases of the viewpoint. */
  public void lookFrom(Viewpoint viewpoint) {
    List<String> bases =
        viewpoint.bases().stream().map(Workspace::name).map(Object::toString).toList();
    setVisible(!bases.isEmpty());
    setLabel("Include runs from base workspaces (" + TextFormat.list(bases) + ")");
  }
}
