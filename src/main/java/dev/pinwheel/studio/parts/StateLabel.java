package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.html.Span;
import dev.pinwheel.query.view.State;

/** A state as glyph and word. */
public final class StateLabel extends Span {

  public StateLabel(State state) {
    this(state, capitalised(state.word()));
  }

  /**
   * @param words said instead of the state's own word
   */
  public StateLabel(State state, String words) {
    super(words);
    addClassName("pw-state");
    getElement().setAttribute("data-state", StateNames.of(state));
  }

  /** The state's word as a sentence begins. */
  public static String capitalised(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
