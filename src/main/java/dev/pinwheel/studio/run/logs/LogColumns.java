package dev.pinwheel.studio.run.logs;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.popover.Popover;
import dev.pinwheel.query.LogLine;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A button behind which template values are chosen that get a column each. */
final class LogColumns extends Div {

  /** Names that are offered; more of them would be data, not names. */
  private static final int MOST = 40;

  private final Consumer<List<String>> chosen;
  private final Set<String> offered = new LinkedHashSet<>();
  private final Set<String> columns = new LinkedHashSet<>();
  private final Button button = Buttons.quiet("Columns", click -> {});
  private final Div choices = new Div();

  /**
   * @param chosen called with the names that have a column, in the order of their choice
   */
  LogColumns(Consumer<List<String>> chosen) {
    this.chosen = chosen;
    button.setTestId("log-columns");
    button.setIcon(StudioIcon.CHEVRON_DOWN.create());
    button.setIconAfterText(true);
    button.setTooltipText("Show values as columns");
    choices.addClassName("pw-log-choices");
    Popover popover = new Popover(choices);
    popover.setTarget(button);
    popover.setAriaLabel("Values to show as columns");
    popover.setModal(false);
    add(button, popover);
    setVisible(false);
  }

  /** Offers the values of these messages, too. */
  void offer(Collection<LogLine> lines) {
    for (LogLine line : lines) {
      for (LogLine.Part part : line.parts()) {
        String name = part.name();
        if (name != null && offered.size() < MOST && offered.add(name)) {
          choices.add(choice(name));
        }
      }
    }
    setVisible(!offered.isEmpty());
  }

  private Checkbox choice(String name) {
    Checkbox choice = new Checkbox(name);
    choice.addValueChangeListener(change -> {
      if (change.getValue()) {
        columns.add(name);
      } else {
        columns.remove(name);
      }
      button.setText(columns.isEmpty() ? "Columns" : "Columns " + columns.size());
      chosen.accept(new ArrayList<>(columns));
    });
    return choice;
  }
}
