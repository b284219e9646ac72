package dev.pinwheel.studio.access;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.ActivityRow;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.parts.CardGrid;
import dev.pinwheel.studio.parts.CellLines;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.parts.RunLinks;
import dev.pinwheel.studio.parts.ViewerZone;
import dev.pinwheel.studio.theme.LiveClock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was done, the latest first. */
@JsModule("./live-clock.ts")
public final class ActivityGrid extends CardGrid<ActivityRow> {

  private ZoneId zone = ZoneOffset.UTC;

  /**
   * @param links whether runs are links to where they were changed
   */
  public ActivityGrid(boolean links) {
    super("Activity", "activity");
    addComponentColumn(this::when).setHeader("When").setFlexGrow(1);
    addComponentColumn(ActivityGrid::who).setHeader("By").setFlexGrow(2);
    addComponentColumn(ActivityGrid::what)
        .setHeader("What")
        .setFlexGrow(4)
        .setPartNameGenerator(row -> "card-title");
    addComponentColumn(row -> where(row, links)).setHeader("Where").setFlexGrow(3);
    setEmptyStateComponent(
        new EmptyState("Nothing yet", "What people, programs and workers do appears here."));
  }

  public void show(List<ActivityRow> rows, ZoneId viewerZone) {
    if (!viewerZone.equals(zone)) {
      zone = viewerZone;
      getDataProvider().refreshAll();
    }
    show(rows);
  }

  private Component when(ActivityRow row) {
    LiveClock clock = LiveClock.relativeTo(row.at());
    Span when = new Span(clock);
    when.setTitle(ViewerZone.exact(row.at(), zone));
    return when;
  }

  private static Component who(ActivityRow row) {
    return new CellLines(CellLines.truncated(row.by()), CellLines.quiet(row.via()));
  }

  private static Component what(ActivityRow row) {
    Span words = new Span(ActivityText.sentence(row));
    words.addClassName("pw-wrap");
    CellLines lines = new CellLines(words);
    if (row.subject() != null) {
      lines.add(CellLines.quietWrapped(row.subject()));
    }
    return lines;
  }

  private static Component where(ActivityRow row, boolean links) {
    @Nullable WorkspaceName workspace = row.workspace();
    @Nullable RunId run = row.run();
    if (row.hidden()) {
      Span other = new Span("another workspace");
      other.addClassName("pw-quiet");
      return other;
    }
    if (workspace == null) {
      return new Span();
    }
    Span name = CellLines.truncated(workspace.value());
    if (run == null || !links) {
      return name;
    }
    return new CellLines(
        RunLinks.to(run, QueryParameters.of(CurrentViewpoint.PARAMETER, workspace.value())), name);
  }
}
