package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import dev.pinwheel.studio.parts.Buttons;
import java.util.List;

/** The keyboard shortcuts, and a switch that turns off single-letter shortcuts. */
final class HelpDialog extends Dialog {

  private final Checkbox letterKeys = new Checkbox("Single-key shortcuts in graph and panel");

  HelpDialog() {
    setHeaderTitle("Keyboard");
    addClassName("pw-dialog");
    setTop("0");
    setTestId("help-dialog");
    add(
        section(
            "Everywhere",
            keys("Search runs, steps, commands", "Ctrl K", "⌘ K"),
            keys("This help", "?"),
            keys("Choose a workspace", "w"),
            keys("Close a dialog or menu", "Esc")),
        section(
            "Lists",
            keys("Move", "↑", "↓", "Page Up", "Page Down"),
            keys("Open the run or workspace", "Enter"),
            keys("Open its menu", "Shift F10"),
            keys("Select the run, or everything up to it", "x", "Shift x"),
            keys("Clear the selection", "Esc")),
        section(
            "Run",
            keys("Follow calls", "←", "→", "↑", "↓"),
            keys("Open the step", "Enter"),
            keys("Re-run the step…", "r"),
            keys("Earlier, later attempt", "[", "]"),
            keys("Graph, Timeline, Steps, Logs", "1", "2", "3", "4"),
            keys("Fit the graph or the time", "f"),
            keys("Zoom the time", "+", "-"),
            keys("Find a step", "/"),
            keys("Graph as a table", "t")),
        letterKeys,
        new Paragraph(
            "Steps with a pin are memoized: a later call with the same arguments reuses them. "
                + "A re-run never runs callers."));
    letterKeys.setTestId("letter-keys");
    letterKeys.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        getElement().executeJs("window.pinwheelLetterKeys($0)", change.getValue());
      }
    });
    Button close = Buttons.primary("Close", click -> close());
    close.setAutofocus(true);
    getFooter().add(close);
  }

  /** Opens the dialog with the switch as this browser remembers it. */
  void show() {
    open();
    getElement()
        .executeJs("return localStorage.getItem('pinwheel.letterKeys') !== 'off'")
        .then(Boolean.class, letterKeys::setValue);
  }

  private static Section section(String title, Shortcut... keys) {
    DescriptionList list = new DescriptionList();
    list.addClassNames("pw-properties", "pw-keys");
    for (Shortcut shortcut : keys) {
      DescriptionList.Term term = new DescriptionList.Term();
      for (String key : shortcut.keys()) {
        Element kbd = new Element("kbd");
        kbd.setText(key);
        term.getElement().appendChild(kbd, Element.createText(" "));
      }
      list.add(term, new DescriptionList.Description(new Span(shortcut.action())));
    }
    H3 heading = new H3(title);
    heading.addClassName("pw-subtitle");
    Section section = new Section(heading, list);
    section.addClassName("pw-panel-section");
    return section;
  }

  private static Shortcut keys(String action, String... keys) {
    return new Shortcut(action, List.of(keys));
  }

  private record Shortcut(String action, List<String> keys) {}
}
