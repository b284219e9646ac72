package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.Component;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of a page that is made when it is first needed: components cost the server about a
 * kilobyte each, for as long as the page is open. Belongs to one UI.
 */
public final class LazyPart<C extends Component> {

  private final Supplier<C> make;
  private @Nullable C made;

  /**
   * @param make makes the part and puts it where it belongs; called at most once
   */
  public LazyPart(Supplier<C> make) {
    this.make = make;
  }

  /** The part, which from now on exists. */
  public C get() {
    C part = made;
    if (part == null) {
      part = make.get();
      made = part;
    }
    return part;
  }

  /** Does something with the part, unless it was never needed. */
  public void ifMade(Consumer<C> action) {
    if (made != null) {
      action.accept(made);
    }
  }
}
