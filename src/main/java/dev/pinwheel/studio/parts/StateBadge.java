package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Timing;
import dev.pinwheel.studio.theme.LiveClock;

/** A state as glyph and word; the time of what runs ticks in the browser. */
public final class StateBadge extends Span {

  /**
   * @param words what stands beside the glyph, usually state and duration
   */
  public StateBadge(State state, String words) {
    addClassName("pw-state");
    getElement().setAttribute("data-state", StateNames.of(state));
    add(new Span(words));
  }

  /** What is done and stale has another glyph and is not green. */
  public StateBadge stale(boolean isStale) {
    getElement().setAttribute("data-stale", isStale ? "stale" : "");
    return this;
  }

  /** With a clock behind the words while it runs. */
  public static StateBadge of(State state, String words, Timing timing) {
    StateBadge badge = new StateBadge(state, words);
    if (state == State.RUNNING || state == State.BLOCKED) {
      badge.add(new Text(" "), LiveClock.elapsedSince(timing.startedAt()));
    }
    return badge;
  }
}
