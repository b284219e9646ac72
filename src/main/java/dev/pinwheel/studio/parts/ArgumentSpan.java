package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.html.Span;
import dev.pinwheel.query.view.ArgumentText;
import org.jspecify.annotations.Nullable;

/**
 * The arguments behind a target, in one line that is cut where there is no room; its title has all
 * of it. Hidden where there are none.
 */
public final class ArgumentSpan extends Span {

  /**
   * @param line as stored; null for none
   */
  public ArgumentSpan(@Nullable String line) {
    String arguments = ArgumentText.plain(line);
    setText(arguments);
    setTitle(arguments);
    addClassNames("pw-mono", "pw-arguments", "pw-truncate");
    setVisible(!arguments.isEmpty());
  }
}
