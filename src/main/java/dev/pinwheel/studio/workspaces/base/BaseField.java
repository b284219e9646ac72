package dev.pinwheel.studio.workspaces.base;

import com.vaadin.flow.component.combobox.ComboBox;
import dev.pinwheel.query.WorkspaceNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the base of a workspace, or none. */
public final class BaseField extends ComboBox<String> {

  private static final String NONE = "No base";

  public BaseField(List<WorkspaceNode> choices, @Nullable String chosen) {
    super("Base");
    List<String> names = new ArrayList<>();
    names.add(NONE);
    choices.forEach(node -> names.add(node.name().value()));
    if (chosen != null && !names.contains(chosen)) {
      // The viewer has no role there, so it can stay, but not be chosen for another workspace.
      names.add(1, chosen);
    }
    setItems(names);
    setValue(chosen == null ? NONE : chosen);
    setAllowCustomValue(false);
    setWidthFull();
    setTestId("workspace-base");
  }

  /** The name of the base; null for none. */
  public @Nullable String base() {
    String value = getValue();
    return value == null || value.equals(NONE) ? null : value;
  }
}
