package dev.pinwheel.studio.queue;

import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import dev.pinwheel.query.QueueSection;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.parts.StateLabel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The sections of the queue, each with how many are in it. */
final class SectionTabs extends Tabs {

  private final Map<QueueSection, Tab> tabs = new EnumMap<>(QueueSection.class);

  /**
   * @param chosen called when a person chooses a section
   */
  SectionTabs(Consumer<QueueSection> chosen) {
    setAutoselect(false);
    // axe takes the focusable scroller for a child that a list of tabs must not have; tabs scroll
    // it.
    addAttachListener(attach ->
        getElement()
            .executeJs(
                "this.updateComplete.then(() => this.shadowRoot.getElementById('scroll').removeAttribute('tabindex'))"));
    getElement().setAttribute("aria-label", "Sections of the queue");
    for (QueueSection section : QueueSection.values()) {
      Tab tab = new Tab(label(section));
      tab.setTestId("section-" + section.word());
      tabs.put(section, tab);
      add(tab);
    }
    addSelectedChangeListener(change -> {
      if (change.isFromClient()) {
        tabs.forEach((section, tab) -> {
          if (tab.equals(change.getSelectedTab())) {
            chosen.accept(section);
          }
        });
      }
    });
  }

  void choose(QueueSection section) {
    setSelectedTab(tabs.get(section));
  }

  void show(Map<QueueSection, Integer> counts) {
    tabs.forEach((section, tab) ->
        tab.setLabel(label(section) + " " + TextFormat.number(counts.getOrDefault(section, 0))));
  }

  private static String label(QueueSection section) {
    return StateLabel.capitalised(section.word());
  }

  /** As in the URL. */
  static Optional<QueueSection> ofWord(String word) {
    return Arrays.stream(QueueSection.values()).filter(s -> s.word().equals(word)).findFirst();
  }

  /** What a person comes for: what could start and does not, else what executes. */
  static QueueSection firstOf(Map<QueueSection, Integer> counts) {
    return counts.getOrDefault(QueueSection.DUE, 0) > 0 ? QueueSection.DUE : QueueSection.EXECUTING;
  }

  static String nothing(QueueSection section) {
    return switch (section) {
      case EXECUTING -> "Nothing is executing";
      case DUE -> "Nothing is waiting to start";
      case SCHEDULED -> "Nothing is scheduled";
      case BLOCKED -> "Nothing is blocked";
    };
  }
}
