package dev.pinwheel.studio.live;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Does what may block on a virtual thread, and goes on with the page locked. */
public final class Background {

  private Background() {}

  /**
   * Works off the page, then shows the answer on it. When the page has gone meanwhile, nothing
   * follows.
   *
   * @param work may block; must not touch components
   * @param done called with the page locked
   * @param failed called with the page locked when {@code work} threw
   */
  public static <T> void run(
      UI ui, Supplier<T> work, Consumer<T> done, Consumer<RuntimeException> failed) {
    Thread.ofVirtual()
        .name("studio-work")
        .start(() -> {
          Command next;
          try {
            T answer = work.get();
            next = () -> done.accept(answer);
          } catch (RuntimeException e) {
            next = () -> failed.accept(e);
          }
          accessUnlessGone(ui, next);
        });
  }

  private static void accessUnlessGone(UI ui, Command command) {
    try {
      ui.access(command);
    } catch (UIDetachedException gone) {
      // Nobody looks at the page any more.
    }
  }
}
