// <pw-run-histogram>: runs over time as bars, those that failed at the bottom of each, and a table of the same. A stretch is selected by dragging, or with Shift, arrows and Enter. It draws into the light DOM; its styles are in studio-themes/charts.css.

import { html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { axisLabels } from "./charts/axis-labels";
import { stepped } from "./charts/roving";
import { heights, type Span, span, wholeSpan } from "./charts/selection";

interface Bar {
  /** In milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly runs: number;
  readonly failed: number;
  readonly when: string;
  /** Where a stretch begins that begins with this bar. */
  readonly begin: string;
  /** Where a stretch ends that ends with it. */
  readonly end: string;
  readonly label: string;
  readonly counts: string;
}

interface Histogram {
  readonly summary: string;
  /** The part of the summary that leads to the runs that failed; none where it leads nowhere. */
  readonly failed?: string;
  readonly unit: string;
  readonly bars: readonly Bar[];
}

const slot = 10;
const barWidth = 8;
const plotHeight = 100;

class RunHistogram extends LitElement {
  private data: Histogram | undefined;
  private active = -1;
  /** Where a selection began. */
  private anchor: number | undefined;
  private dragged = false;
  private pointed: number | undefined;
  private tableShown = false;
  private width = 0;
  private readonly sizes = new ResizeObserver(([size]) => this.resized(size?.contentRect.width ?? 0));

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  private resized(width: number): void {
    this.width = width;
    this.requestUpdate();
  }

  show(data: Histogram): void {
    const from = this.data?.bars[this.active]?.from;
    this.data = data;
    const kept = data.bars.findIndex((bar) => bar.from === from);
    this.active = kept < 0 ? data.bars.length - 1 : kept;
    if (!this.dragged) {
      this.anchor = undefined;
    }
    this.requestUpdate();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private get bars(): readonly Bar[] {
    return this.data?.bars ?? [];
  }

  private get selected(): Span | undefined {
    return this.anchor === undefined ? undefined : span(this.anchor, this.active);
  }

  // ---------------------------------------------------------------- input

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    const next = stepped(event, this.active, this.bars.length);
    if (next !== undefined) {
      this.anchor = event.shiftKey ? (this.anchor ?? this.active) : undefined;
      this.active = next;
      this.pointed = next;
      void this.updateComplete.then(() => this.querySelector<SVGElement>('[role="option"][tabindex="0"]')?.focus());
    } else if (event.key === "Enter" || event.key === " ") {
      this.choose(this.selected ?? span(this.active, this.active));
    } else if (event.key === "Escape" && this.anchor !== undefined) {
      this.anchor = undefined;
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    this.requestUpdate();
  };

  private indexAt(event: PointerEvent): number {
    const plot = (event.currentTarget as Element).getBoundingClientRect();
    const index = Math.floor(((event.clientX - plot.left) / plot.width) * this.bars.length);
    return Math.max(0, Math.min(this.bars.length - 1, index));
  }

  private readonly onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) {
      return;
    }
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.dragged = true;
    this.anchor = this.active = this.indexAt(event);
    this.requestUpdate();
  };

  private readonly onPointerMove = (event: PointerEvent): void => {
    this.pointed = this.indexAt(event);
    if (this.dragged) {
      this.active = this.pointed;
    }
    this.requestUpdate();
  };

  private readonly onPointerUp = (): void => {
    if (this.dragged && this.selected) {
      this.dragged = false;
      this.choose(this.selected);
    }
  };

  private readonly onPointerEnd = (): void => {
    this.dragged = false;
    this.anchor = undefined;
    this.requestUpdate();
  };

  private choose(chosen: Span): void {
    const from = this.bars[chosen.first]?.from;
    const to = this.bars[chosen.last]?.to;
    if (from !== undefined && to !== undefined && !wholeSpan(chosen, this.bars.length)) {
      this.dispatchEvent(new CustomEvent("range-select", { detail: { from, to }, bubbles: true }));
    }
    this.anchor = undefined;
    this.requestUpdate();
  }

  private point(index: number | undefined): void {
    this.pointed = index;
    this.requestUpdate();
  }

  // ---------------------------------------------------------------- drawing

  protected override render(): TemplateResult | typeof nothing {
    const data = this.data;
    if (!data || data.bars.length === 0) {
      return nothing;
    }
    const most = Math.max(1, ...data.bars.map((bar) => bar.runs));
    return html`<div class="pw-histogram-head">
        <span class="pw-histogram-readout" data-testid="histogram-readout">${this.readoutView(data)}</span>
        <button class="pw-tool" aria-pressed=${this.tableShown} @click=${() => this.toggleTable()}>Table</button>
      </div>
      <svg
        class="pw-histogram"
        data-testid="histogram"
        viewBox="0 0 ${data.bars.length * slot} ${plotHeight}"
        preserveAspectRatio="none"
        role="listbox"
        aria-orientation="horizontal"
        aria-multiselectable="true"
        aria-label="Runs by last activity: ${data.summary}. Shift and arrows select, Enter shows only those."
        @keydown=${this.onKeyDown}
        @pointerdown=${this.onPointerDown}
        @pointermove=${this.onPointerMove}
        @pointerup=${this.onPointerUp}
        @pointercancel=${this.onPointerEnd}
        @pointerleave=${() => this.point(undefined)}
      >
        ${data.bars.map((bar, index) => this.barView(bar, index, most))}
      </svg>
      ${axisView(data.bars, this.width)} ${this.tableView(data)}`;
  }

  /** For the eye; only the link is there for all. */
  private readoutView(data: Histogram): TemplateResult {
    const readout = this.readout(data);
    const failed = readout === data.summary ? data.failed : undefined;
    const at = failed === undefined ? -1 : readout.indexOf(failed);
    return failed === undefined || at < 0
      ? html`<span aria-hidden="true">${readout}</span>`
      : html`<span aria-hidden="true">${readout.slice(0, at)}</span
          ><button class="pw-link" aria-label="${failed}: show only these" @click=${() => this.dispatchEvent(new CustomEvent("failed-select"))}>
            ${failed}</button
          ><span aria-hidden="true">${readout.slice(at + failed.length)}</span>`;
  }

  private readout(data: Histogram): string {
    const chosen = this.selected;
    if (chosen && chosen.first !== chosen.last) {
      const bars = data.bars.slice(chosen.first, chosen.last + 1);
      const runs = bars.reduce((sum, bar) => sum + bar.runs, 0);
      return `${bars[0]?.begin} to ${bars.at(-1)?.end}: ${runs.toLocaleString("en")} ${runs === 1 ? "run" : "runs"}`;
    }
    const bar = this.pointed === undefined ? undefined : data.bars[this.pointed];
    return bar ? `${bar.when}: ${bar.counts}` : data.summary;
  }

  private barView(bar: Bar, index: number, most: number): SVGTemplateResult {
    const x = index * slot;
    const { all, failed } = heights(bar, most, plotHeight);
    const chosen = this.selected;
    const selected = chosen !== undefined && index >= chosen.first && index <= chosen.last;
    return svg`<g
      role="option"
      tabindex=${index === this.active ? 0 : -1}
      aria-selected=${selected}
      aria-label="${bar.when}: ${bar.counts}"
      @focus=${() => this.point(index)}
      @blur=${() => this.point(undefined)}
    >
      <rect class="pw-histogram-slot" x=${x} y="0" width=${slot} height=${plotHeight}></rect>
      <rect class="pw-histogram-bar" x=${x + 1} y=${plotHeight - all} width=${barWidth} height=${all - failed}></rect>
      <rect class="pw-histogram-bar" data-failed data-state="failed" x=${x + 1} y=${plotHeight - failed} width=${barWidth} height=${failed}></rect>
    </g>`;
  }

  private toggleTable(): void {
    this.tableShown = !this.tableShown;
    this.requestUpdate();
  }

  /** Latest first, without what is empty. */
  private tableView(data: Histogram): TemplateResult {
    return html`<div class=${this.tableShown ? "pw-chart-table" : "pw-hidden"} tabindex=${this.tableShown ? 0 : nothing}>
      <table class="pw-table" aria-label="Runs by last activity, latest first">
        <thead>
          <tr>
            <th scope="col">Last activity</th>
            <th scope="col">Runs</th>
            <th scope="col">Failed</th>
          </tr>
        </thead>
        <tbody>
          ${[...data.bars]
            .reverse()
            .filter((bar) => bar.runs > 0)
            .map(
              (bar) =>
                html`<tr>
                  <td>${bar.when}</td>
                  <td>${bar.runs.toLocaleString("en")}</td>
                  <td>${bar.failed.toLocaleString("en")}</td>
                </tr>`,
            )}
        </tbody>
      </table>
    </div>`;
  }
}

/** A few times below the bars, each under the beginning of its bar; the last one at the end. */
function axisView(bars: readonly Bar[], width: number): TemplateResult {
  return html`<div class="pw-histogram-axis" aria-hidden="true">
    ${axisLabels(bars, width).map(
      ({ bar, index, atEnd }) =>
        html`<span style=${styleMap(atEnd ? { insetInlineEnd: "0" } : { insetInlineStart: `${Math.round((index / bars.length) * 1000) / 10}%` })}
          >${bar.label}</span
        >`,
    )}
  </div>`;
}

customElements.define("pw-run-histogram", RunHistogram);
