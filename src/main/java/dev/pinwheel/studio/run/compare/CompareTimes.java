package dev.pinwheel.studio.run.compare;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.studio.run.compare.CompareModel.TimeText;
import java.util.List;

/** Targets whose executions took longer or shorter. */
final class CompareTimes extends Div {

  private List<TimeText> shown = List.of();

  CompareTimes() {
    addClassName("pw-compare-times");
    setTestId("compare-times");
    setVisible(false);
  }

  void show(List<TimeText> times) {
    setVisible(!times.isEmpty());
    if (times.equals(shown)) {
      return;
    }
    shown = times;
    removeAll();
    H3 title = new H3("Durations");
    title.addClassNames("pw-subtitle");
    add(title);
    for (TimeText time : times) {
      Span target = new Span(time.target());
      target.addClassNames("pw-mono", "pw-truncate");
      Span change = new Span(time.change());
      change.addClassNames("pw-quiet", "pw-small");
      Div row = new Div(target, change);
      row.addClassName("pw-compare-time");
      add(row);
    }
  }
}
