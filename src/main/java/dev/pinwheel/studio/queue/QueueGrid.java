package dev.pinwheel.studio.queue;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.pinwheel.query.QueueRow;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.WaitReason;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.parts.RowGrid;
import dev.pinwheel.studio.parts.RunLinks;
import dev.pinwheel.studio.parts.ShortenedText;
import dev.pinwheel.studio.parts.StateLabel;
import dev.pinwheel.studio.parts.StateNames;
import dev.pinwheel.studio.parts.ViewerZone;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The grid of open executions: which, why it waits, what to do. */
final class QueueGrid extends RowGrid<QueueRow> {

  private final Supplier<Instant> now;

  /**
   * @param open opens the step of a row
   * @param remedy what to do about a row
   */
  QueueGrid(Consumer<QueueRow> open, Function<QueueRow, Component> remedy, Supplier<Instant> now) {
    super(open);
    this.now = now;
    setSizeFull();
    setAriaLabel("Queue");
    setTestId("queue");
    addClassName("pw-cards");
    addColumn(step()).setHeader("Step").setFlexGrow(3).setPartNameGenerator(row -> "card-title");
    addColumn(ShortenedText.<QueueRow>cell(row -> row.workspace().value()))
        .setHeader("Workspace")
        .setFlexGrow(1);
    addColumn(state()).setHeader("State and reason").setFlexGrow(4);
    addComponentColumn(remedy::apply).setHeader("What to do").setFlexGrow(5);
    addColumn(since()).setHeader("Since").setWidth("var(--column-time)").setFlexGrow(0);
  }

  private static LitRenderer<QueueRow> step() {
    return LitRenderer.<QueueRow>of(
            """
            <div class="pw-stack" data-gap="none">
              <a class="pw-target pw-name-line" href="${item.href}" router-link
                title="${item.name}" aria-label="${item.name}"
                ><span class="pw-shortened"
                  ><span><span class="pw-module">${item.module} / </span>${item.target}</span
                  ><span>${item.targetTail}</span></span>
                <span class="pw-arguments pw-shortened"
                  ><span>${item.arguments}</span><span>${item.argumentsTail}</span></span></a>
              <span class="pw-small pw-quiet pw-mono">${item.id}</span>
            </div>
            """)
        .withProperty("href", QueueGrid::href)
        .withProperty("module", QueueRow::module)
        .withProperty(
            "name", row -> (row.module() + " / " + row.target() + " " + arguments(row)).strip())
        .withProperty("target", row -> ShortenedText.head(row.target()))
        .withProperty("targetTail", row -> ShortenedText.tail(row.target()))
        .withProperty("arguments", row -> ShortenedText.lineHead(row.argumentLine()))
        .withProperty("argumentsTail", row -> ShortenedText.lineTail(row.argumentLine()))
        .withProperty("id", row -> row.execution().toString());
  }

  private static String arguments(QueueRow row) {
    return ArgumentText.plain(row.argumentLine());
  }

  private LitRenderer<QueueRow> state() {
    return LitRenderer.<QueueRow>of(
            """
            <div class="pw-stack" data-gap="none">
              <span class="pw-state" data-state="${item.state}">${item.word}</span>
              <span class="pw-small pw-quiet pw-wrap">${item.reason}</span>
            </div>
            """)
        .withProperty("state", row -> StateNames.of(row.state()))
        .withProperty("word", row -> StateLabel.capitalised(row.state().word()))
        .withProperty("reason", this::reason);
  }

  private String reason(QueueRow row) {
    WaitReason reason = row.reason();
    if (reason != null) {
      return reason.sentence(ViewerZone.of(UI.getCurrent()), now.get());
    }
    return row.worker() == null ? "" : "by " + row.worker();
  }

  private static LitRenderer<QueueRow> since() {
    return LitRenderer.<QueueRow>of("<pw-clock mode=\"elapsed\" since=\"${item.at}\"></pw-clock>")
        .withProperty("at", row -> Long.toString(row.since().toEpochMilli()));
  }

  private static String href(QueueRow row) {
    return RunLinks.path(row.execution().run())
        + "?"
        + CurrentViewpoint.parameters(UI.getCurrent())
            .merging("step", Integer.toString(row.execution().step().number()))
            .getQueryString();
  }
}
