package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.LazyPart;

/** Switches the workspace of the page. Made when it opens first, read again whenever it opens. */
public final class WorkspaceSwitcher extends Popover {

  /**
   * @param target what opens it when clicked
   */
  public WorkspaceSwitcher(StudioContext context, Component target) {
    setTarget(target);
    setPosition(PopoverPosition.BOTTOM_START);
    setModal(true);
    setAriaLabel("Choose a workspace");
    LazyPart<SwitcherContent> content =
        new LazyPart<>(() -> {
          SwitcherContent made = new SwitcherContent(context, this::close);
          add(made);
          return made;
        });
    addOpenedChangeListener(change -> {
      if (change.isOpened()) {
        content.get().reread();
      }
    });
  }
}
