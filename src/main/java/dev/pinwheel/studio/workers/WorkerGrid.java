package dev.pinwheel.studio.workers;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.pinwheel.query.WorkerView;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;

/** The grid of workers. */
final class WorkerGrid extends Grid<WorkerView> {

  private final Supplier<Instant> now;
  private List<WorkerView> shown = List.of();
  private ZoneId zone = ZoneOffset.UTC;

  WorkerGrid(Supplier<Instant> now) {
    this.now = now;
    setSizeFull();
    setAriaLabel("Workers");
    setTestId("workers");
    setSelectionMode(SelectionMode.NONE);
    addThemeVariants(GridVariant.LUMO_NO_BORDER);
    addClassName("pw-cards");
    addColumn(worker())
        .setHeader("Worker")
        .setFlexGrow(2)
        .setPartNameGenerator(worker -> "card-title");
    addColumn(serves()).setHeader("Serves").setFlexGrow(2);
    addColumn(state()).setHeader("State").setWidth("var(--column-of-target)").setFlexGrow(3);
    addColumn(WorkerLabels::slots).setHeader("Slots").setAutoWidth(true).setFlexGrow(0);
    addColumn(modules()).setHeader("Modules and version").setFlexGrow(3);
    addColumn(heard()).setHeader("Last heartbeat").setAutoWidth(true).setFlexGrow(0);
  }

  /** Does nothing when these are shown already. */
  void show(List<WorkerView> workers, ZoneId viewerZone) {
    if (!workers.equals(shown) || !viewerZone.equals(zone)) {
      shown = List.copyOf(workers);
      zone = viewerZone;
      setItems(shown);
    }
  }

  private static LitRenderer<WorkerView> worker() {
    return LitRenderer.<WorkerView>of(
            """
            <div class="pw-stack" data-gap="none">
              <span class="pw-truncate" title="${item.name}">${item.name}</span>
              <span class="pw-small pw-quiet pw-mono">${item.session}</span>
            </div>
            """)
        .withProperty("name", WorkerView::name)
        .withProperty("session", WorkerView::session);
  }

  private static LitRenderer<WorkerView> serves() {
    return LitRenderer.<WorkerView>of(
            """
            <span class="pw-row"><span class="pw-phone-only pw-quiet">serves</span
              ><span class="pw-truncate" title="${item.serves}">${item.serves}</span></span>
            """)
        .withProperty("serves", WorkerView::servesInWords);
  }

  private LitRenderer<WorkerView> state() {
    return LitRenderer.<WorkerView>of(
            """
            <div class="pw-stack" data-gap="none">
              <span class="pw-row pw-worker-state">
                <span class="pw-state" data-state="${item.glyph}">${item.word}</span>
                <pw-clock mode="relative" since="${item.since}"></pw-clock>
              </span>
              ${item.meaning ? html`<span class="pw-small pw-quiet pw-wrap">${item.meaning}</span>` : ''}
            </div>
            """)
        .withProperty("glyph", WorkerLabels::glyph)
        .withProperty("word", WorkerLabels::state)
        .withProperty("since", worker -> Long.toString(worker.since().toEpochMilli()))
        .withProperty("meaning", worker -> WorkerLabels.meaning(worker, zone, now.get()));
  }

  private static LitRenderer<WorkerView> modules() {
    return LitRenderer.<WorkerView>of(
            """
            <div class="pw-stack" data-gap="none">
              <span class="pw-truncate" title="${item.modules}">${item.modules}</span>
              <span class="pw-small pw-quiet pw-mono pw-truncate" title="${item.version}">${item.version}</span>
              ${item.replaced ? html`<span class="pw-small pw-quiet pw-wrap">${item.replaced}</span>` : ''}
            </div>
            """)
        .withProperty("modules", worker -> String.join(", ", worker.modules()))
        .withProperty("replaced", WorkerLabels::replaced)
        .withProperty("version", WorkerView::codeVersion);
  }

  /** The heartbeats of a connected worker are a few seconds old and not shown individually. */
  private static LitRenderer<WorkerView> heard() {
    return LitRenderer.<WorkerView>of(
            """
            ${item.at ? html`<pw-clock mode="relative" since="${item.at}"></pw-clock>`
                      : html`<span class="pw-quiet">${item.words}</span>`}
            """)
        .withProperty("words", WorkerLabels::heard)
        .withProperty(
            "at",
            worker ->
                WorkerLabels.heard(worker).isEmpty()
                    ? Long.toString(worker.heardAt().toEpochMilli())
                    : "");
  }
}
