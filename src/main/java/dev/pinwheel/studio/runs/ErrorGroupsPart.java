package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.run.ErrorGroups;
import dev.pinwheel.query.run.ErrorGroups.ErrorGroup;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.CellLines;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.theme.LiveClock;
import dev.pinwheel.studio.theme.StudioIcon;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Failed runs by their errors: the table that replaces the list, and the chip that names the error
 * to which the list is narrowed. Read off the page, at most once a second, while one of both is
 * shown.
 */
final class ErrorGroupsPart {

  private static final int CHIP_COLUMNS = 60;

  private final StudioContext context;
  private final Consumer<String> chosen;
  private final Consumer<List<RunId>> rerun;
  private final Div area = new Div();
  private final Span chip = new Span();
  private final Span chipText = new Span();
  private volatile @Nullable Request request;
  private @Nullable Watch watch;

  /** What is asked for. */
  private record Request(Viewpoint viewpoint, RunQuery query, RunFilter filter) {

    boolean isShown() {
      return query.grouped() || !query.errorGroup().isEmpty();
    }
  }

  private record Read(Request request, ErrorGroups errors) {}

  /**
   * @param chosen called with the key of a group
   * @param rerun called with the runs of a group, the newest first
   */
  ErrorGroupsPart(StudioContext context, Consumer<String> chosen, Consumer<List<RunId>> rerun) {
    this.context = context;
    this.chosen = chosen;
    this.rerun = rerun;
    area.addClassName("pw-body");
    area.setTestId("error-groups");
    area.setVisible(false);
  }

  Component table() {
    return area;
  }

  /**
   * The chip; hidden while the list is not narrowed to an error.
   *
   * @param clear called when it is to be no more
   */
  Component chip(Runnable clear) {
    Button close =
        Buttons.icon(StudioIcon.CLOSE, "Show runs with other errors, too", click -> clear.run());
    close.setTestId("clear-error-group");
    chipText.addClassName("pw-truncate");
    chip.add(chipText, close);
    chip.addClassNames("pw-row", "pw-error-chip");
    chip.getElement().setAttribute("data-nowrap", true);
    chip.setTestId("error-group");
    chip.setVisible(false);
    return chip;
  }

  void show(Viewpoint viewpoint, RunQuery query, Instant now) {
    Request before = request;
    Request asked = new Request(viewpoint, query, query.filter(now));
    request = asked;
    area.setVisible(query.grouped());
    chip.setVisible(!query.errorGroup().isEmpty());
    if (before == null || !before.query().equals(query) || !before.viewpoint().equals(viewpoint)) {
      area.removeAll();
      chipText.setText("One error");
    }
    if (watch != null) {
      watch.refresh();
    } else if (asked.isShown()) {
      // Its owner is always there, also while it is hidden.
      watch = context.live().watchCalmly(area, this::concerns, this::read, this::show);
    }
  }

  private boolean concerns(EngineChanges changes) {
    Request asked = request;
    return asked != null && asked.isShown() && changes.concernRunsIn(asked.viewpoint().chain());
  }

  private @Nullable Read read() {
    Request asked = request;
    return asked == null || !asked.isShown()
        ? null
        : new Read(asked, context.reads().runs().groupByError(asked.viewpoint(), asked.filter()));
  }

  private void show(@Nullable Read read) {
    if (read == null || !read.request().equals(request)) {
      return;
    }
    read.errors()
        .find(read.request().query().errorGroup())
        .ifPresent(group -> {
          chipText.setText(ArgumentText.cut(RunsText.error(group), CHIP_COLUMNS));
          chip.setTitle(RunsText.error(group));
        });
    if (read.request().query().grouped()) {
      area.removeAll();
      area.add(read.errors().groups().isEmpty() ? none() : content(read.errors()));
    }
  }

  private static Component none() {
    return new EmptyState(
        "No failed runs", "No run that failed is visible from here and matches these filters.");
  }

  private Component content(ErrorGroups errors) {
    Paragraph summary = new Paragraph(RunsText.grouped(errors));
    summary.addClassNames("pw-quiet", "pw-flush");
    summary.setTestId("error-groups-summary");
    NativeTableRow titles = new NativeTableRow();
    for (String title : List.of("Error", "Runs", "Latest")) {
      NativeTableHeaderCell cell = new NativeTableHeaderCell(title);
      cell.getElement().setAttribute("scope", "col");
      cell.setClassName("pw-number", title.equals("Runs"));
      titles.add(cell);
    }
    NativeTableHeader head = new NativeTableHeader(titles);
    NativeTableBody rows = new NativeTableBody();
    errors.groups().forEach(group -> rows.add(row(group)));
    NativeTable table = new NativeTable(head, rows);
    table.addClassNames("pw-table", "pw-error-groups");
    table.getElement().setAttribute("aria-label", "Failed runs by error");
    Div content = new Div(summary, table);
    content.addClassName("pw-stack");
    return content;
  }

  private NativeTableRow row(ErrorGroup group) {
    NativeButton error = new NativeButton();
    error.add(new Span(RunsText.error(group)));
    error.addClassName("pw-link");
    error.setTitle(RunsText.error(group));
    error.addClickListener(click -> chosen.accept(group.key()));
    Span type = new Span(group.type());
    type.addClassNames("pw-small", "pw-quiet");
    Button all =
        Buttons.inline(
            SelectionText.rerunAll(group.runs().size()), click -> rerun.accept(group.runs()));
    all.setAriaLabel(all.getText() + " " + ArgumentText.cut(RunsText.error(group), CHIP_COLUMNS));
    all.setTestId("rerun-group");
    Div below = new Div(type, all);
    below.addClassName("pw-row");
    Div what = new CellLines(error, below);
    NativeTableCell runs = new NativeTableCell(TextFormat.number(group.runs().size()) + " ×");
    runs.addClassName("pw-number");
    NativeTableRow row =
        new NativeTableRow(
            new NativeTableCell(what),
            runs,
            new NativeTableCell(LiveClock.relativeTo(group.lastActivityAt())));
    row.setTestId("error-group-row");
    return row;
  }
}
