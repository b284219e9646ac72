package dev.pinwheel.studio.run.logs;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.LogLine;
import dev.pinwheel.query.LogPages;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.run.RunActions;
import dev.pinwheel.studio.run.RunAddress;
import dev.pinwheel.studio.run.logs.LogReader.Page;
import dev.pinwheel.studio.run.logs.LogReader.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** Lines of a log that grow while messages arrive. The request may change; pages come on demand. */
public final class LogArea extends Div {

  private final RunActions actions;
  private final LogReader reader;
  private final LogList list = new LogList();
  private final EmptyState empty = new EmptyState("No messages", "No log messages match.");
  private volatile @Nullable Request request;
  private volatile @Nullable Request shown;
  private volatile long cursor;
  private volatile boolean atEnd;
  private int start;
  private int end;
  private @Nullable Watch watch;

  public LogArea(RunActions actions) {
    this.actions = actions;
    this.reader = new LogReader(actions.context().reads().logs());
    addClassNames("pw-log-area");
    list.setAriaLabel("Log messages");
    list.onMoreBefore(more -> before());
    list.onMoreAfter(more -> after());
    list.onStepChosen(event -> StepId.parse(event.step()).ifPresent(actions::select));
    list.onLineChosen(event -> chooseLine(event.line()));
    empty.setVisible(false);
    add(list, empty);
  }

  LogList list() {
    return list;
  }

  /** Shows the messages of another request; the same one changes nothing. */
  void show(Request asked) {
    if (asked.equals(request)) {
      return;
    }
    request = asked;
    list.setFollow(asked.follow());
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
      return reader.first(asked);
    }
    if (!atEnd) {
      return new Page(asked, -1, List.of(), false);
    }
    LogPages.Slice arrived = reader.after(asked, cursor);
    return new Page(asked, -1, arrived.lines(), arrived.more());
  }

  private void show(Page page) {
    if (page.start() >= 0) {
      shown = page.request();
      start = page.start();
      end = page.end();
      atEnd = !page.more();
      remember(page.lines());
      list.replace(json(page.lines()), start > 0, page.more());
    } else if (!page.lines().isEmpty()) {
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
    remember(lines);
    list.append(json(lines), page.more());
  }

  private void remember(List<LogLine> lines) {
    cursor = lines.isEmpty() ? cursor : lines.getLast().id();
  }

  private void before() {
    Request asked = shown;
    int from = Math.max(0, start - LogReader.PAGE);
    int limit = start - from;
    if (asked != null && limit > 0) {
      Background.run(
          UI.getCurrent(),
          () -> reader.page(asked, from, limit),
          page -> {
            if (asked.equals(shown)) {
              start = from;
              list.prepend(json(page.lines()), from > 0);
              dropEnd();
            }
          },
          LogArea::fail);
    }
  }

  /** Lines dropped at the end are read again when the user scrolls back. */
  private void dropEnd() {
    int last = start + LogList.KEPT;
    if (end > last) {
      end = last;
      atEnd = false;
      cursor = 0;
    }
  }

  private void after() {
    Request asked = shown;
    int from = end;
    if (asked != null) {
      Background.run(
          UI.getCurrent(),
          () -> reader.page(asked, from, LogReader.PAGE),
          page -> {
            if (asked.equals(shown) && from == end) {
              append(page);
            }
          },
          LogArea::fail);
    }
  }

  private static void fail(RuntimeException failure) {
    throw failure;
  }

  /** The line is already visible, so nothing is re-read. */
  private void chooseLine(String line) {
    Request asked = request;
    if (asked != null && asked.equals(shown)) {
      Request there = asked.at(Long.parseLong(line));
      request = there;
      shown = there;
    }
    RunAddress address = actions.address();
    RunAddress.Logs logs = address.logs();
    actions.replace(
        address
            .withView(RunAddress.View.LOGS)
            .withLogs(new RunAddress.Logs(logs.level(), logs.step(), logs.text(), line)));
  }

  private ArrayNode json(List<LogLine> lines) {
    RunAddress page = RunAddress.of(actions.address().run());
    return LogRows.json(
        lines,
        line ->
            actions.href(
                page.withView(RunAddress.View.LOGS)
                    .withLogs(new RunAddress.Logs("", null, "", Long.toString(line)))),
        step -> actions.href(page.withStep(step.number())));
  }
}
