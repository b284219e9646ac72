package dev.pinwheel.studio.live;

import com.vaadin.flow.component.UI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Many pieces of blocking work off the page, a few at a time, whose results are shown as they come:
 * in at most {@value #PORTIONS} portions, so that a page is not updated for each. Work goes on when
 * the page is gone, unless it is stopped.
 */
public final class ParallelWork<T> {

  /** So many are done at the same time. */
  static final int LANES = 4;

  static final int PORTIONS = 20;

  private final UI ui;
  private final List<? extends Supplier<T>> works;
  private final Consumer<List<Done<T>>> show;
  private final AtomicInteger next = new AtomicInteger();
  private final List<Done<T>> portion = new ArrayList<>();
  private int ended;
  private volatile boolean stopped;

  /**
   * What became of one of them.
   *
   * @param index of it in the list
   * @param result null when it threw
   * @param failure what it threw; null when it did not
   */
  public record Done<T>(int index, @Nullable T result, @Nullable RuntimeException failure) {}

  private ParallelWork(UI ui, List<? extends Supplier<T>> works, Consumer<List<Done<T>>> show) {
    this.ui = ui;
    this.works = List.copyOf(works);
    this.show = show;
  }

  /**
   * Starts.
   *
   * @param works must not touch components
   * @param show called with the page locked, in no particular order of the works
   */
  public static <T> ParallelWork<T> start(
      UI ui, List<? extends Supplier<T>> works, Consumer<List<Done<T>>> show) {
    return start(Background.VIRTUAL_THREADS, ui, works, show);
  }

  static <T> ParallelWork<T> start(
      Executor executor, UI ui, List<? extends Supplier<T>> works, Consumer<List<Done<T>>> show) {
    ParallelWork<T> work = new ParallelWork<>(ui, works, show);
    for (int lane = 0; lane < Math.min(LANES, works.size()); lane++) {
      executor.execute(work::goOn);
    }
    return work;
  }

  /** What has not begun is left out, and nothing more is shown. */
  public void stop() {
    stopped = true;
  }

  private void goOn() {
    int index = next.getAndIncrement();
    while (index < works.size() && !stopped) {
      show(add(perform(index)));
      index = next.getAndIncrement();
    }
  }

  private Done<T> perform(int index) {
    try {
      return new Done<>(index, works.get(index).get(), null);
    } catch (RuntimeException e) {
      return new Done<>(index, null, e);
    }
  }

  /** The results to be shown now; empty while a portion is not complete. */
  private synchronized List<Done<T>> add(Done<T> done) {
    portion.add(done);
    ended++;
    if (ended < works.size() && portion.size() * PORTIONS < works.size()) {
      return List.of();
    }
    List<Done<T>> complete = List.copyOf(portion);
    portion.clear();
    return complete;
  }

  private void show(List<Done<T>> complete) {
    if (!complete.isEmpty()) {
      Background.accessUnlessGone(
          ui,
          () -> {
            if (!stopped) {
              show.accept(complete);
            }
          });
    }
  }
}
