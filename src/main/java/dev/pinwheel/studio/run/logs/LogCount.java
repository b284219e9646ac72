package dev.pinwheel.studio.run.logs;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.query.LogPages;
import dev.pinwheel.query.LogPages.SearchedPart;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.logs.LogReader.Request;
import org.jspecify.annotations.Nullable;

/**
 * Says how many messages a log has, or how many match. They are counted apart from what is shown,
 * because a text is searched in all of them; what was counted is not searched again.
 */
final class LogCount extends Span {

  private final RunActions actions;
  private final LogPages pages;
  private volatile @Nullable Request request;
  private volatile boolean known;
  private volatile boolean attached;

  /** Touched by one reading thread at a time. */
  private volatile @Nullable Counted counted;

  private long count = -1;
  private int position = -1;
  private @Nullable Watch watch;

  /**
   * How many messages were found.
   *
   * @param cursor behind all that were searched
   */
  record Counted(Request request, long count, long cursor) {}

  LogCount(RunActions actions) {
    this.actions = actions;
    this.pages = actions.context().reads().logs();
    addClassNames("pw-quiet", "pw-log-count");
    getElement().setAttribute("role", "status");
    setTestId("log-count");
  }

  /** Counts the messages of another request. */
  void ask(Request asked) {
    Request before = request;
    if (before != null && before.isOfSameMessages(asked)) {
      return;
    }
    request = asked;
    known = false;
    count = -1;
    position = -1;
    say();
    if (watch == null) {
      watch = actions.context().live().watchCalmly(this, this::concerns, this::read, this::show);
    } else {
      watch.refresh();
    }
  }

  /** The last message is among those that are shown, so nothing has to be counted. */
  void know(int total) {
    known = true;
    count = total;
    say();
  }

  /** There are messages behind those that are shown. */
  void unknow() {
    if (known) {
      known = false;
      if (watch != null) {
        watch.refresh();
      }
    }
  }

  /** The user went to a match. */
  void at(int newPosition) {
    position = newPosition;
    say();
  }

  private boolean concerns(EngineChanges changes) {
    Request asked = request;
    return asked != null && !known && changes.concernLogsOf(asked.run(), asked.viewpoint().chain());
  }

  private @Nullable Counted read() {
    Request asked = request;
    if (asked == null || known) {
      return null;
    }
    Counted result = count(pages, asked, counted, () -> attached && asked.equals(request));
    counted = result == null ? counted : result;
    return result;
  }

  /** Whether somebody still wants to know. */
  @FunctionalInterface
  interface Wanted {
    boolean stillWanted();
  }

  /**
   * Blocks.
   *
   * @param before what was counted before, of any request
   * @return null when nobody wants to know any more
   */
  static @Nullable Counted count(
      LogPages pages, Request asked, @Nullable Counted before, Wanted wanted) {
    if (!asked.isSearch()) {
      return new Counted(asked, pages.count(asked.viewpoint(), asked.run(), asked.filter()), 0);
    }
    long found = 0;
    long cursor = 0;
    if (before != null && before.request.isOfSameMessages(asked)) {
      found = before.count;
      cursor = before.cursor;
    }
    while (wanted.stillWanted()) {
      SearchedPart part = pages.searchAfter(asked.viewpoint(), asked.run(), asked.filter(), cursor);
      found += part.lines().size();
      cursor = part.cursor();
      if (part.ended()) {
        return new Counted(asked, found, cursor);
      }
    }
    return null;
  }

  private void show(@Nullable Counted read) {
    Request asked = request;
    if (read != null && asked != null && !known && read.request.isOfSameMessages(asked)) {
      count = read.count;
      say();
    }
  }

  private void say() {
    Request asked = request;
    setText(count <= 0 || asked == null ? "" : words(count, asked.isNarrowed(), position));
  }

  /**
   * {@code 1,234 lines}, {@code 31 matching lines}, {@code 3 of 31 matching lines}.
   *
   * @param position of the match that the user is at, from 1; not positive for none
   */
  static String words(long count, boolean narrowed, int position) {
    String lines = TextFormat.count(count, narrowed ? "matching line" : "line");
    return position > 0 ? TextFormat.number(position) + " of " + lines : lines;
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    attached = true;
  }

  @Override
  protected void onDetach(DetachEvent detach) {
    super.onDetach(detach);
    attached = false;
  }
}
