package dev.pinwheel.studio.live;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs blocking work on a virtual thread and continues with the page locked. */
public final class Background {

  /** Starts a virtual thread for each task. */
  static final Executor VIRTUAL_THREADS =
      task -> Thread.ofVirtual().name("studio-work").start(task);

  private Background() {}

  /**
   * Runs {@code work} off the page, then shows its result on the page. When the page is gone by
   * then, nothing is called.
   *
   * @param work may block; must not touch components
   * @param done called with the page locked
   * @param failed called with the page locked when {@code work} threw
   */
  public static <T> void run(
      UI ui, Supplier<T> work, Consumer<T> done, Consumer<RuntimeException> failed) {
    run(VIRTUAL_THREADS, ui, work, done, failed);
  }

  static <T> void run(
      Executor executor,
      UI ui,
      Supplier<T> work,
      Consumer<T> done,
      Consumer<RuntimeException> failed) {
    executor.execute(() -> {
      Command next;
      try {
        T result = work.get();
        next = () -> done.accept(result);
      } catch (RuntimeException e) {
        next = () -> failed.accept(e);
      }
      accessUnlessGone(ui, next);
    });
  }

  static void accessUnlessGone(UI ui, Command command) {
    try {
      ui.access(command);
    } catch (UIDetachedException gone) {
      // The page was closed meanwhile.
    }
  }
}
