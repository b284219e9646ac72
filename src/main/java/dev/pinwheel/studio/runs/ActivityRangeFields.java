package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.html.NativeLabel;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.ViewerZone;
import dev.pinwheel.studio.theme.StudioIcon;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Two fields for the time in which runs were last active, in the viewer's zone. They are the
 * browser's own, so that they know its language and cost nothing to load.
 */
final class ActivityRangeFields extends Div {

  private final Input from = field("from");
  private final Input to = field("to");
  private final Consumer<ActivityRange> asked;
  private ActivityRange shown = ActivityRange.NONE;

  /**
   * @param asked called when a person asks for another stretch; with none when it is given up
   */
  ActivityRangeFields(Consumer<ActivityRange> asked) {
    this.asked = asked;
    addClassName("pw-range");
    getElement().setAttribute("role", "group").setAttribute("aria-label", "Activity between");
    setTestId("activity-range");
    NativeLabel fromLabel = new NativeLabel("From");
    fromLabel.setFor(from);
    NativeLabel toLabel = new NativeLabel("to");
    toLabel.setFor(to);
    Button clear =
        Buttons.icon(StudioIcon.CLOSE, "Any time again", click -> asked.accept(ActivityRange.NONE));
    clear.setTestId("clear-range");
    add(fromLabel, from, toLabel, to, clear);
    from.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        ask();
      }
    });
    to.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        ask();
      }
    });
  }

  private static Input field(String name) {
    Input input = new Input(ValueChangeMode.ON_CHANGE);
    input.setType("datetime-local");
    input.addClassName("pw-native-field");
    input.setId("activity-" + name);
    input.setTestId("activity-" + name);
    return input;
  }

  /** Shows a stretch, or that it can be chosen, without asking for it. */
  void show(boolean wanted, ActivityRange range) {
    shown = range;
    ZoneId zone = ViewerZone.of(UI.getCurrent());
    from.setValue(local(range.from(), zone));
    to.setValue(local(range.to(), zone));
    setVisible(wanted);
  }

  private void ask() {
    ZoneId zone = ViewerZone.of(UI.getCurrent());
    asked.accept(
        new ActivityRange(
            instant(from.getValue(), shown.from(), zone),
            instant(to.getValue(), shown.to(), zone)));
  }

  /** As the browser writes it: {@code 2026-11-28T12:00}. */
  static String local(@Nullable Instant moment, ZoneId zone) {
    return moment == null
        ? ""
        : moment.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES).toString();
  }

  /**
   * The moment of a local time.
   *
   * @param before what the field showed; it stays, with its seconds, as long as the text does
   */
  static @Nullable Instant instant(String local, @Nullable Instant before, ZoneId zone) {
    if (local.isBlank()) {
      return null;
    }
    if (local.equals(local(before, zone))) {
      return before;
    }
    try {
      return LocalDateTime.parse(local).atZone(zone).toInstant();
    } catch (DateTimeException notATime) {
      return before;
    }
  }
}
