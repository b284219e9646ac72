package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.dom.DomEvent;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Announcer;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.List;

/**
 * What the {@link WorkspaceSwitcher} shows: a tree, filtered while typing, operated with arrow keys
 * and Enter. Archived workspaces are listed only under Manage.
 */
final class SwitcherContent extends Div {

  private static final String LIST_ID = "pw-switcher-list";

  private final StudioContext context;
  private final Runnable close;
  private final TextField filter = new TextField();
  private final SwitcherList list = new SwitcherList(this::choose);
  private List<WorkspaceNode> workspaces = List.of();

  /**
   * @param close closes what shows it
   */
  SwitcherContent(StudioContext context, Runnable close) {
    this.context = context;
    this.close = close;
    list.setId(LIST_ID);
    setUpFilter();
    add(filter, list, footer());
    addClassName("pw-switcher");
    setTestId("workspace-switcher");
  }

  private void setUpFilter() {
    filter.setPlaceholder("Find a workspace…");
    filter.setPrefixComponent(StudioIcon.SEARCH.create());
    filter.setAriaLabel("Find a workspace");
    filter.setWidthFull();
    filter.setTestId("workspace-filter");
    filter.setValueChangeMode(ValueChangeMode.EAGER);
    filter.addValueChangeListener(change -> showNarrowed());
    filter
        .getElement()
        .addEventListener("keydown", this::onKey)
        .addEventData("event.key")
        .setFilter(
            "['ArrowDown','ArrowUp','Enter'].includes(event.key) && (event.preventDefault(), true)");
    filter
        .getElement()
        .executeJs(
            "const input = this.inputElement; input.setAttribute('role', 'combobox');"
                + " input.setAttribute('aria-expanded', 'true');"
                + " input.setAttribute('aria-autocomplete', 'list');"
                + " input.setAttribute('aria-controls', $0);",
            LIST_ID);
  }

  private Div footer() {
    Div footer =
        new Div(
            Buttons.quiet(
                "New workspace…",
                click -> {
                  close.run();
                  NewWorkspaceDialog.openAndSwitch(UI.getCurrent(), context);
                }),
            Buttons.quiet(
                "Manage workspaces",
                click -> {
                  close.run();
                  UI ui = UI.getCurrent();
                  ui.navigate(WorkspacesView.class, CurrentViewpoint.parameters(ui));
                }));
    footer.addClassName("pw-switcher-footer");
    return footer;
  }

  /** Lists the workspaces that there are now, and takes the focus. */
  void reread() {
    workspaces = context.reads().workspaces().list(context.sight(), false);
    filter.clear();
    showNarrowed();
    filter.focus();
  }

  private void showNarrowed() {
    List<SwitcherEntries.Entry> entries = SwitcherEntries.narrow(workspaces, filter.getValue());
    list.show(entries, CurrentViewpoint.workspace(UI.getCurrent()));
    markActive();
    if (entries.isEmpty()) {
      Announcer.say(UI.getCurrent(), "No matching workspace.");
    }
  }

  private void onKey(DomEvent event) {
    switch (event.getEventData().get("event.key").asString()) {
      case "ArrowDown" -> list.move(1);
      case "ArrowUp" -> list.move(-1);
      default -> {
        list.active().ifPresent(this::choose);
        return;
      }
    }
    markActive();
  }

  private void markActive() {
    filter
        .getElement()
        .executeJs("this.inputElement.setAttribute('aria-activedescendant', $0)", list.activeId());
  }

  private void choose(WorkspaceNode chosen) {
    close.run();
    CurrentViewpoint.switchTo(UI.getCurrent(), chosen.name().value());
  }
}
