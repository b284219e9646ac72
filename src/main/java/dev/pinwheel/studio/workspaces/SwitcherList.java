package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.studio.parts.ShortenedText;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The tree of the switcher: one option per workspace, one of them active for the keyboard. */
final class SwitcherList extends Div {

  private final Consumer<WorkspaceNode> chosen;
  private final List<SwitcherEntries.Entry> entries = new ArrayList<>();
  private final List<Component> options = new ArrayList<>();
  private int active = -1;

  SwitcherList(Consumer<WorkspaceNode> chosen) {
    this.chosen = chosen;
    addClassName("pw-switcher-list");
    getElement().setAttribute("role", "listbox").setAttribute("aria-label", "Workspaces");
  }

  void show(List<SwitcherEntries.Entry> shown, String current) {
    removeAll();
    entries.clear();
    options.clear();
    active = -1;
    int preferred = -1;
    for (SwitcherEntries.Entry entry : shown) {
      boolean isCurrent = entry.node().name().value().equals(current);
      if (entry.fits() && (preferred < 0 || isCurrent)) {
        preferred = entries.size();
      }
      entries.add(entry);
      Component option = option(entry.node(), isCurrent, options.size());
      options.add(option);
      add(option);
    }
    if (entries.isEmpty()) {
      Paragraph none = new Paragraph("No matching workspace.");
      none.addClassName("pw-quiet");
      add(none);
    }
    activate(preferred);
  }

  void move(int by) {
    if (!entries.isEmpty()) {
      activate(Math.floorMod(active + by, entries.size()));
    }
  }

  Optional<WorkspaceNode> active() {
    return active < 0 ? Optional.empty() : Optional.of(entries.get(active).node());
  }

  String activeId() {
    return active < 0 ? "" : options.get(active).getId().orElse("");
  }

  private void activate(int index) {
    if (active >= 0) {
      options.get(active).getElement().removeAttribute("data-active");
    }
    active = index;
    if (active >= 0) {
      options.get(active).getElement().setAttribute("data-active", true);
      options.get(active).getElement().executeJs("this.scrollIntoView({block: 'nearest'})");
    }
  }

  private Component option(WorkspaceNode node, boolean current, int index) {
    Div option = new Div(check(current));
    WorkspaceLabels.depth(node).ifPresent(option::add);
    option.add(new ShortenedText(node.name().value()));
    option.addClassName("pw-switcher-item");
    option.setId("pw-switcher-option-" + index);
    option.setTestId("workspace-option");
    option.getStyle().set("--depth", Integer.toString(node.depth()));
    option
        .getElement()
        .setAttribute("role", "option")
        .setAttribute("aria-selected", Boolean.toString(current));
    if (node.baseName() == null) {
      option.add(new Span(StudioIcon.SHIELD.create()), quiet("no base"));
    }
    if (node.workspace().state() != WorkspaceState.ACTIVE) {
      option.add(quiet(WorkspaceLabels.state(node.workspace().state())));
    }
    option.add(WorkspaceLabels.workers(node.workers()));
    option.addClickListener(click -> chosen.accept(node));
    return option;
  }

  private static Span check(boolean current) {
    Span slot = new Span();
    slot.addClassName("pw-icon");
    if (current) {
      slot.add(StudioIcon.TICK.create());
    }
    return slot;
  }

  private static Span quiet(String text) {
    Span span = new Span(text);
    span.addClassNames("pw-quiet", "pw-small");
    return span;
  }
}
