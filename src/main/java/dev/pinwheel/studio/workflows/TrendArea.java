package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.query.TargetView;
import dev.pinwheel.query.run.RunTrend;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ViewerZone;
import org.jspecify.annotations.Nullable;

/**
 * How the last ended runs of a workflow went: bars, percentiles, what was reused. It is read off
 * the page when it is first seen, and again, calmly, as runs end.
 */
final class TrendArea extends Div {

  private final StudioContext context;
  private final TargetView workflow;
  private final boolean includeBases;
  private final TrendChart chart = new TrendChart();
  private final Div facts = new Div();
  private final Paragraph none = new Paragraph("No run has ended yet.");
  private volatile @Nullable Viewpoint viewpoint;
  private @Nullable RunTrend shown;
  private @Nullable Watch watch;

  TrendArea(StudioContext context, TargetView workflow, boolean includeBases) {
    this.context = context;
    this.workflow = workflow;
    this.includeBases = includeBases;
    setTestId("trend-" + workflow.module() + "-" + workflow.name());
    addClassNames("pw-stack", "pw-trend-area");
    facts.addClassNames("pw-row", "pw-small");
    facts.setTestId("trend-facts");
    none.addClassNames("pw-quiet", "pw-flush");
    chart.onRunOpen(event ->
        UI.getCurrent()
            .navigate("runs/" + event.run(), CurrentViewpoint.parameters(UI.getCurrent())));
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    viewpoint = CurrentViewpoint.get(attach.getUI());
    if (watch == null) {
      watch =
          context
              .live()
              .watchCalmly(
                  this,
                  changes -> {
                    Viewpoint from = viewpoint;
                    return from != null && changes.concernRunsIn(from.chain());
                  },
                  this::read,
                  this::show);
    }
  }

  private @Nullable RunTrend read() {
    Viewpoint from = viewpoint;
    return from == null
        ? null
        : context.reads().trends().load(from, workflow.module(), workflow.name(), includeBases);
  }

  private void show(@Nullable RunTrend trend) {
    if (trend == null || trend.equals(shown)) {
      return;
    }
    shown = trend;
    if (trend.runs().isEmpty()) {
      removeAll();
      add(none);
      return;
    }
    if (!chart.isAttached()) {
      removeAll();
      add(facts, chart);
    }
    UI ui = UI.getCurrent();
    facts.removeAll();
    Span reuse = new Span(TrendBars.reuse(trend));
    reuse.addClassName("pw-quiet");
    if (trend.reusedCalls() > 0) {
      reuse.removeClassName("pw-quiet");
      reuse.addClassName("pw-pin");
      reuse.getElement().setAttribute("data-pin", "reused");
    }
    facts.add(quiet(TrendBars.sentence(trend)), new Span(TrendBars.percentiles(trend)), reuse);
    chart.show(
        new TrendBars(
                trend,
                CurrentViewpoint.parameters(ui).getQueryString(),
                ViewerZone.of(ui),
                context.clock().instant())
            .json(workflow.module() + " / " + workflow.name()));
  }

  private static Span quiet(String text) {
    Span span = new Span(text);
    span.addClassName("pw-quiet");
    return span;
  }
}
