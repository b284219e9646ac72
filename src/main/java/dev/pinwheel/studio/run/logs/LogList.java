package dev.pinwheel.studio.run.logs;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasAriaLabel;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import dev.pinwheel.studio.parts.LazyElement;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** The lines of a log in the browser; the server keeps none of them. */
@Tag("pw-log-list")
@JsModule("./lazy.ts")
public final class LogList extends Component implements HasStyle, HasAriaLabel {

  /** The browser keeps so many lines; more of them push out those at the other end. */
  static final int KEPT = 4_000;

  LogList() {
    LazyElement.load(this);
    getElement().setProperty("kept", KEPT);
  }

  /** Replaces all lines. */
  void replace(ArrayNode rows, boolean before, boolean after) {
    getElement().callJsFunction("replaceRows", rows, before, after);
  }

  void append(ArrayNode rows, boolean after) {
    getElement().callJsFunction("appendRows", rows, after);
  }

  void prepend(ArrayNode rows, boolean before) {
    getElement().callJsFunction("prependRows", rows, before);
  }

  /** What was asked for could not be read: it is asked for again after a while. */
  void couldNotRead() {
    getElement().callJsFunction("couldNotRead");
  }

  /** Keeps the end in sight. */
  void setFollow(boolean follow) {
    getElement().setProperty("follow", follow);
  }

  void setWrap(boolean wrap) {
    getElement().setProperty("wrap", wrap);
  }

  /** Whether lines say from which step they come. */
  void setSteps(boolean steps) {
    getElement().setProperty("steps", steps);
  }

  /** The line to show and mark; empty for none. */
  void setLine(String line) {
    getElement().setProperty("line", line);
  }

  /** The text whose occurrences are marked; empty for none. */
  void setWanted(String text) {
    getElement().setProperty("wanted", text);
  }

  /** Template values that have a column of their own. */
  void setColumns(List<String> names) {
    getElement().setPropertyList("columns", names);
  }

  /** Goes to the next match, or to the previous one. */
  void step(boolean forward) {
    getElement().callJsFunction("step", forward ? 1 : -1);
  }

  void onMatchReached(ComponentEventListener<MatchReached> listener) {
    addListener(MatchReached.class, listener);
  }

  void onMoreBefore(ComponentEventListener<MoreBefore> listener) {
    addListener(MoreBefore.class, listener);
  }

  void onMoreAfter(ComponentEventListener<MoreAfter> listener) {
    addListener(MoreAfter.class, listener);
  }

  void onLineChosen(ComponentEventListener<LineChosen> listener) {
    addListener(LineChosen.class, listener);
  }

  void onStepChosen(ComponentEventListener<StepChosen> listener) {
    addListener(StepChosen.class, listener);
  }

  /** The upper end came near. */
  @DomEvent("more-before")
  public static final class MoreBefore extends ComponentEvent<LogList> {
    private static final long serialVersionUID = 1L;

    public MoreBefore(LogList source, boolean fromClient) {
      super(source, fromClient);
    }
  }

  /** The lower end came near. */
  @DomEvent("more-after")
  public static final class MoreAfter extends ComponentEvent<LogList> {
    private static final long serialVersionUID = 1L;

    public MoreAfter(LogList source, boolean fromClient) {
      super(source, fromClient);
    }
  }

  /** The user went to a match. */
  @DomEvent("match-reached")
  public static final class MatchReached extends ComponentEvent<LogList> {
    private static final long serialVersionUID = 1L;
    private final int row;

    public MatchReached(
        LogList source, boolean fromClient, @EventData("event.detail.row") int row) {
      super(source, fromClient);
      this.row = row;
    }

    /** Among the lines that the browser has, from 0. */
    int row() {
      return row;
    }
  }

  /** The link to a line was followed. */
  @DomEvent("line-chosen")
  public static final class LineChosen extends ComponentEvent<LogList> {
    private static final long serialVersionUID = 1L;
    private final String line;

    public LineChosen(
        LogList source, boolean fromClient, @EventData("event.detail.id") String line) {
      super(source, fromClient);
      this.line = line;
    }

    String line() {
      return line;
    }
  }

  /** The step of a line was chosen. */
  @DomEvent("step-chosen")
  public static final class StepChosen extends ComponentEvent<LogList> {
    private static final long serialVersionUID = 1L;
    private final String step;

    public StepChosen(
        LogList source, boolean fromClient, @EventData("event.detail.step") String step) {
      super(source, fromClient);
      this.step = step;
    }

    /** In the form {@code R7K2:3}. */
    String step() {
      return step;
    }
  }
}
