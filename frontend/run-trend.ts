// <pw-trend>: the last ended runs of a workflow as bars, height for duration and colour for state, and a table of the same. The server sends texts and heights; this element draws them into the light DOM; its styles are in studio-themes/charts.css.

import { html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { axisEnds } from "./charts/axis-labels";
import { stepped } from "./charts/roving";

interface Bar {
  readonly run: string;
  readonly href: string;
  readonly state: string;
  readonly words: string;
  readonly took: string;
  /** From 0 to 1. */
  readonly height: number;
  /** Longer than the picture is high. */
  readonly cut: boolean;
  readonly at: string;
  readonly arguments: string;
  readonly reused: string;
}

interface Trend {
  readonly workflow: string;
  readonly bars: readonly Bar[];
  readonly lines: readonly { readonly name: string; readonly took: string; readonly height: number }[];
}

/** Room for so many bars, the newest at the right. */
const slots = 50;
/** Below so many bars, the times of the first and the last have no room side by side. */
const few = 20;
const slotWidth = 10;
const barWidth = 7;
const plotHeight = 100;
const leastHeight = 2;

class RunTrend extends LitElement {
  private trend: Trend | undefined;
  private active = -1;
  private pointed: Bar | undefined;
  private tableShown = false;

  show(trend: Trend): void {
    const run = this.trend?.bars[this.active]?.run;
    this.trend = trend;
    const kept = trend.bars.findIndex((bar) => bar.run === run);
    this.active = kept < 0 ? trend.bars.length - 1 : kept;
    this.requestUpdate();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    const next = stepped(event, this.active, this.trend?.bars.length ?? 0);
    if (next !== undefined) {
      event.preventDefault();
      this.active = next;
      this.requestUpdate();
      void this.updateComplete.then(() => this.querySelector<SVGElement>('a[tabindex="0"]')?.focus());
    }
  };

  private open(event: MouseEvent, bar: Bar): void {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      this.dispatchEvent(new CustomEvent("run-open", { detail: { run: bar.run }, bubbles: true }));
    }
  }

  private point(bar: Bar | undefined): void {
    this.pointed = bar;
    this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    const trend = this.trend;
    if (!trend) {
      return nothing;
    }
    return html`<div class="pw-trend-plot">
        <svg
          class="pw-trend-bars"
          viewBox="0 0 ${slots * slotWidth} ${plotHeight}"
          preserveAspectRatio="none"
          role="group"
          aria-label="Last ended runs of ${trend.workflow}"
          @keydown=${this.onKeyDown}
          @pointerleave=${() => this.point(undefined)}
        >
          ${trend.bars.map((bar, index) => this.barView(bar, index, trend.bars.length))} ${trend.lines.map(lineView)}
        </svg>
        <span class="pw-trend-lines" aria-hidden="true">
          ${trend.lines.map(
            (line) =>
              html`<span data-line=${line.name} style=${styleMap({ bottom: percent(line.height) })}>${line.name} ${line.took}</span>`,
          )}
        </span>
        <span class="pw-trend-readout" aria-hidden="true">${this.readout(trend)}</span>
        <button class="pw-tool" aria-pressed=${this.tableShown} @click=${() => this.toggleTable()}>Table</button>
      </div>
      ${this.tableView(trend)}`;
  }

  private readout(trend: Trend): TemplateResult {
    const bar = this.pointed;
    const [first, last] = axisEnds(trend.bars[0]?.at ?? "", trend.bars.at(-1)?.at ?? "");
    return bar
      ? html`<span class="pw-mono">${bar.run}</span> <span class="pw-state" data-state=${bar.state}>${bar.words} ${bar.took}</span>
          <span class="pw-truncate">${bar.at}${bar.arguments ? ` · ${bar.arguments}` : ""}</span>`
      : html`<span style=${styleMap({ marginInlineStart: trend.bars.length < few ? "auto" : percent(1 - trend.bars.length / slots) })}
            >${trend.bars.length < few ? nothing : first}</span
          ><span>${last}</span>`;
  }

  private barView(bar: Bar, index: number, count: number): SVGTemplateResult {
    const x = (slots - count + index) * slotWidth;
    const height = Math.max(leastHeight, bar.height * plotHeight);
    return svg`<a
      href=${bar.href}
      tabindex=${index === this.active ? 0 : -1}
      aria-label=${name(bar)}
      data-state=${bar.state}
      @click=${(event: MouseEvent) => this.open(event, bar)}
      @pointerenter=${() => this.point(bar)}
      @focus=${() => this.focused(bar, index)}
      @blur=${() => this.point(undefined)}
    ><title>${name(bar)}</title>
      <rect class="pw-trend-slot" x=${x} y="0" width=${slotWidth} height=${plotHeight}></rect>
      <rect class="pw-trend-bar" ?data-hollow=${bar.state === "cancelled"} x=${x + 1} y=${plotHeight - height} width=${barWidth} height=${height}></rect>
      ${bar.cut ? svg`<rect class="pw-trend-cut" x=${x} y="8" width=${slotWidth} height="4"></rect>` : nothing}
    </a>`;
  }

  private focused(bar: Bar, index: number): void {
    this.active = index;
    this.point(bar);
  }

  private toggleTable(): void {
    this.tableShown = !this.tableShown;
    this.requestUpdate();
  }

  /** Newest first; unless it is shown, it is there for screen readers, without further stops for the keyboard. */
  private tableView(trend: Trend): TemplateResult {
    return html`<div class=${this.tableShown ? "pw-chart-table" : "pw-hidden"}>
      <table class="pw-table" aria-label="Last ended runs of ${trend.workflow}, newest first">
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Status</th>
            <th scope="col">Took</th>
            <th scope="col">Reused</th>
            <th scope="col">Activity</th>
          </tr>
        </thead>
        <tbody>
          ${[...trend.bars].reverse().map(
            (bar) =>
              html`<tr>
                <td class="pw-trend-run">
                  ${this.tableShown
                    ? html`<a class="pw-link pw-mono" href=${bar.href} router-link>${bar.run}</a>`
                    : bar.run}
                  <span class="pw-mono pw-arguments" title=${bar.arguments || nothing}>${bar.arguments}</span>
                </td>
                <td><span class="pw-state" data-state=${bar.state}>${bar.words}</span></td>
                <td>${bar.took}</td>
                <td>${bar.reused || "–"}</td>
                <td>${bar.at}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

function lineView(line: Trend["lines"][number]): SVGTemplateResult {
  const y = plotHeight * (1 - line.height);
  return svg`<line class="pw-trend-line" data-line=${line.name} x1="0" x2=${slots * slotWidth} y1=${y} y2=${y}></line>`;
}

function name(bar: Bar): string {
  return [bar.run, bar.arguments, bar.words.toLowerCase(), bar.took, bar.reused && `reused ${bar.reused}`, bar.at]
    .filter((part) => part !== "")
    .join(", ");
}

function percent(part: number): string {
  return `${Math.round(part * 1000) / 10}%`;
}

customElements.define("pw-trend", RunTrend);
