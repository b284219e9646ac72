package dev.pinwheel.studio.run.logs;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.LogLine;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.logs.LogReader.Page;
import dev.pinwheel.studio.run.logs.LogReader.Request;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lines of a log that grow while messages arrive. The request may change; pages come on demand. */
public final class LogArea extends Div {

  /** Messages between two reports of a search; a multiple of the size of its parts. */
  private static final int REPORT_EVERY = 50_000;

  private final RunActions actions;
  private final LogReader reader;
  private final LogLinks links;
  private final LogList list = new LogList();
  private final LogCount count;
  private final LogPageReads pages = new LogPageReads(list);
  private Consumer<List<LogLine>> read = lines -> {};
  private final Span progress = new Span();
  private final EmptyState empty = new EmptyState("No messages", "No log messages match.");
  private volatile @Nullable Request request;
  private volatile @Nullable Request shown;
  private volatile long cursor;
  private volatile boolean atEnd;
  private volatile @Nullable UI attachedTo;
  private int start;
  private int end;
  private @Nullable Watch watch;

  public LogArea(RunActions actions) {
    this.actions = actions;
    this.reader = new LogReader(actions.context().reads().logs());
    this.links = new LogLinks(actions);
    this.count = new LogCount(actions);
    addClassNames("pw-log-area");
    list.setAriaLabel("Log messages");
    list.onMoreBefore(more -> before());
    list.onMoreAfter(more -> after());
    list.onStepChosen(event -> StepId.parse(event.step()).ifPresent(actions::select));
    list.onLineChosen(event -> chooseLine(event.line()));
    list.onMatchReached(event -> count.at(start + event.row() + 1));
    empty.setVisible(false);
    progress.addClassNames("pw-quiet", "pw-small", "pw-log-progress");
    progress.getElement().setAttribute("role", "status");
    progress.setTestId("log-progress");
    progress.setVisible(false);
    add(progress, list, empty);
  }

  LogList list() {
    return list;
  }

  /** How many messages there are; to be put where it is to be read. */
  LogCount count() {
    return count;
  }

  /**
   * @param listener called with the messages that are shown in addition
   */
  void onRead(Consumer<List<LogLine>> listener) {
    read = listener;
  }

  /** Shows the messages of another request; the same one changes nothing. */
  void show(Request asked) {
    if (asked.equals(request)) {
      return;
    }
    request = asked;
    list.setFollow(asked.follow());
    list.setWanted(asked.filter().text());
    count.ask(asked);
    list.setLine(asked.line() > 0 ? Long.toString(asked.line()) : "");
    if (watch == null) {
      watch = actions.context().live().watch(this, this::concerns, this::read, this::show);
    } else {
      watch.refresh();
    }
  }

  private boolean concerns(EngineChanges changes) {
    Request asked = request;
    return asked != null && changes.concernLogsOf(asked.run(), asked.viewpoint().chain());
  }

  /** On a virtual thread: the first page of a new request, else what arrived since. */
  private Page read() {
    Request asked = request;
    if (asked == null) {
      throw new IllegalStateException("Nothing was asked");
    }
    if (!asked.equals(shown)) {
      return reader.first(asked, (searched, total) -> report(asked, searched, total));
    }
    return atEnd
        ? reader.after(asked, cursor, (searched, total) -> asked.equals(request))
        : Page.none(asked);
  }

  /**
   * Says how far a search is; called by its thread.
   *
   * @return false when another request is waiting, or the page is gone
   */
  private boolean report(Request asked, long searched, long total) {
    UI page = attachedTo;
    if (page == null || !asked.equals(request)) {
      return false;
    }
    if (searched < total && searched % REPORT_EVERY == 0) {
      page.access(() -> {
        if (asked.equals(request) && !asked.equals(shown)) {
          progress.setText(SearchProgress.words(searched, total));
          progress.setVisible(true);
          list.setVisible(false);
          empty.setVisible(false);
        }
      });
    }
    return true;
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    attachedTo = attach.getUI();
  }

  @Override
  protected void onDetach(DetachEvent detach) {
    super.onDetach(detach);
    attachedTo = null;
  }

  private void show(Page page) {
    if (!page.request().equals(request)) {
      return;
    }
    progress.setVisible(false);
    if (page.start() >= 0) {
      shown = page.request();
      start = page.start();
      end = page.end();
      atEnd = !page.more();
      cursor = page.cursor();
      list.replace(links.json(page.lines()), start > 0, page.more());
      tellCount();
      read.accept(page.lines());
    } else if (atEnd) {
      append(page);
    }
    boolean none = end == 0;
    empty.setVisible(none);
    list.setVisible(!none);
  }

  /** Messages that arrived may have been read as a page, too. */
  private void append(Page page) {
    List<LogLine> lines = page.lines().stream().filter(line -> line.id() > cursor).toList();
    end += lines.size();
    start = Math.max(start, end - LogList.KEPT);
    atEnd = !page.more();
    cursor = Math.max(cursor, page.cursor());
    list.append(links.json(lines), page.more());
    tellCount();
    read.accept(lines);
  }

  private void tellCount() {
    if (atEnd) {
      count.know(end);
    } else {
      count.unknow();
    }
  }

  private void before() {
    Request asked = shown;
    int from = Math.max(0, start - LogReader.PAGE);
    int limit = start - from;
    if (asked != null && limit > 0) {
      pages.start(
          () -> reader.page(asked, from, limit, (searched, total) -> isShown(asked)),
          page -> {
            if (asked.equals(shown) && page.start() == from) {
              start = from;
              list.prepend(links.json(page.lines()), from > 0);
              read.accept(page.lines());
              dropEnd();
            }
          });
    }
  }

  /** Lines dropped at the end are read again when the user scrolls back. */
  private void dropEnd() {
    int last = start + LogList.KEPT;
    if (end > last) {
      end = last;
      atEnd = false;
      cursor = 0;
      tellCount();
    }
  }

  private void after() {
    Request asked = shown;
    int from = end;
    long behind = cursor;
    if (asked != null) {
      pages.start(
          () -> {
            LogReader.Progress wanted = (searched, total) -> isShown(asked);
            return behind > 0
                ? reader.after(asked, behind, wanted)
                : reader.page(asked, from, LogReader.PAGE, wanted);
          },
          page -> {
            if (asked.equals(shown) && from == end) {
              append(page);
            }
          });
    }
  }

  private boolean isShown(Request asked) {
    return attachedTo != null && asked.equals(shown);
  }

  /** The line is already visible, so nothing is re-read. */
  private void chooseLine(String line) {
    Request asked = request;
    if (asked != null && asked.equals(shown)) {
      Request there = asked.at(Long.parseLong(line));
      request = there;
      shown = there;
    }
    links.pointTo(line);
  }
}
