package dev.pinwheel.studio.run.logs;

import com.vaadin.flow.component.UI;
import dev.pinwheel.studio.live.Background;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads pages of a log to which the user scrolls. Of several failures in a row, the first one is
 * reported; the list asks again. Call with the page locked.
 */
final class LogPageReads {

  private final LogList list;
  private boolean failing;

  LogPageReads(LogList list) {
    this.list = list;
  }

  /**
   * @param read called in another thread
   * @param show called with the page locked
   */
  void start(Supplier<LogReader.Page> read, Consumer<LogReader.Page> show) {
    Background.run(
        UI.getCurrent(),
        read,
        page -> {
          failing = false;
          show.accept(page);
        },
        this::fail);
  }

  private void fail(RuntimeException failure) {
    boolean first = !failing;
    failing = true;
    list.couldNotRead();
    if (first) {
      throw failure;
    }
  }
}
