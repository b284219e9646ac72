// <pw-run-timeline>: what each step of a run did when. One row per step in call order; the server sends rows and times, this element draws them, folds, zooms time and handles the keyboard. It draws into the light DOM; its styles are in studio-themes/timeline.css.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { styleMap } from "lit/directives/style-map.js";
import { icon } from "./icons";
import { letterKeysEnabled } from "./shell";
import { clockNow, everySecond } from "./ticker";
import { Axis, type Tick } from "./timeline/axis";
import { parentOf, rowHeight, type Row, type Timeline } from "./timeline/model";
import { dragView, gapViews, labelRoom, legendView, type Plot, px, tickView } from "./timeline/plot-view";
import { type Drag, type PointerHost, TimePointer } from "./timeline/pointer";
import { RowList } from "./timeline/row-list";
import { rowView } from "./timeline/row-view";

const zoomFactor = 1.5;
const panStep = 80;

export class RunTimeline extends LitElement implements PointerHost {
  static override properties = { selectedStep: { type: String } };

  declare selectedStep: string;

  private data: Timeline | undefined;
  axis = new Axis(1, [], 1);
  private readonly rows = new RowList();
  private readAt = 0;
  private namesWidth = 360;
  private drag: Drag | undefined;
  private readonly pointer = new TimePointer(this);
  private sizes: ResizeObserver | undefined;
  private stopTicking: (() => void) | undefined;

  constructor() {
    super();
    this.selectedStep = "";
  }

  /** Shows a timeline; what is folded, zoomed and focused stays. */
  show(data: Timeline): void {
    this.data = data;
    this.readAt = Date.now();
    this.rows.replace(data.rows, this.selectedStep);
    this.axis = this.axis.over(data.length, data.gaps);
    this.requestUpdate();
  }

  /** Forgets what was folded and zoomed: another run. */
  clear(): void {
    this.data = undefined;
    this.rows.clear();
    this.axis = new Axis(1, [], this.axis.width);
    this.requestUpdate();
  }

  focusGrid(): void {
    this.querySelector<HTMLElement>('.pw-time-row[tabindex="0"]')?.focus();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopTicking = everySecond(() => this.grow());
    this.sizes = new ResizeObserver(() => this.resized());
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopTicking?.();
    this.sizes?.disconnect();
  }

  protected override firstUpdated(): void {
    this.resized();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("selectedStep") && this.selectedStep !== "" && this.rows.active?.step !== this.selectedStep) {
      const row = this.rows.rowOf(this.selectedStep);
      if (row) {
        this.rows.activate(row);
        this.reveal(this.rows.shown.indexOf(row));
        this.requestUpdate();
      }
    }
  }

  /** Open bars end now. */
  private grow(): void {
    if (this.data?.active) {
      this.axis = this.axis.over(this.length, this.data.gaps);
      this.requestUpdate();
    }
  }

  private get length(): number {
    return this.data ? this.data.length + (this.data.active ? Math.max(0, clockNow() - this.readAt) : 0) : 1;
  }

  private get scroller(): HTMLElement | null {
    return this.querySelector<HTMLElement>(".pw-time-rows");
  }

  private resized(): void {
    const plot = this.querySelector<HTMLElement>(".pw-time-axis");
    if (plot && plot.clientWidth > 0) {
      this.axis = this.axis.resized(plot.clientWidth - labelRoom);
      this.namesWidth = this.clientWidth - plot.clientWidth;
    }
    this.requestUpdate();
  }

  private reveal(index: number): void {
    const scroller = this.scroller;
    if (!scroller || index < 0) {
      return;
    }
    const top = index * rowHeight;
    if (top < scroller.scrollTop) {
      scroller.scrollTop = top;
    } else if (top + rowHeight > scroller.scrollTop + scroller.clientHeight) {
      scroller.scrollTop = top + rowHeight - scroller.clientHeight;
    }
  }

  // ---------------------------------------------------------------- input

  get plotLeft(): number {
    return this.querySelector(".pw-time-axis")!.getBoundingClientRect().left;
  }

  showDrag(drag: Drag | undefined): void {
    this.drag = drag;
    this.requestUpdate();
  }

  private get plot(): Plot {
    return {
      axis: this.axis,
      gaps: this.data?.gaps ?? [],
      active: this.data?.active ?? false,
      recorded: this.data?.length ?? 0,
      length: this.length,
    };
  }

  move(axis: Axis): void {
    this.axis = axis;
    this.requestUpdate();
  }

  private zoom(factor: number): void {
    this.move(this.axis.zoomed(factor, this.axis.width / 2));
  }

  private fit(): void {
    this.move(new Axis(this.length, this.data?.gaps ?? [], this.axis.width));
  }

  private readonly onClick = (event: MouseEvent): void => {
    const target = event.target as Element;
    const row = this.rows.find(target.closest<HTMLElement>(".pw-time-row")?.dataset["key"]);
    if (!row) {
      return;
    }
    this.rows.activate(row);
    if (target.closest(".pw-time-toggle")) {
      this.toggle(row);
    } else if (event.detail < 2) {
      this.open(row);
    }
    this.requestUpdate();
  };

  /** On what stands on the axis; its first click has opened the step. */
  private readonly onDoubleClick = (event: MouseEvent): void => {
    if ((event.target as Element).closest(".pw-time-plot")) {
      this.fit();
    }
  };

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    const row = this.rows.active;
    if (!row || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const letter = event.key.length === 1 && letterKeysEnabled();
    const act = this.keyAction(event, row, letter);
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      act();
    }
  };

  private keyAction(event: KeyboardEvent, row: Row, letter: boolean): (() => void) | undefined {
    const index = this.rows.shown.indexOf(row);
    const page = Math.max(1, Math.floor((this.scroller?.clientHeight ?? 0) / rowHeight) - 1);
    switch (event.key) {
      case "ArrowDown":
        return () => this.go(index + 1);
      case "ArrowUp":
        return () => this.go(index - 1);
      case "PageDown":
        return () => this.go(index + page);
      case "PageUp":
        return () => this.go(index - page);
      case "Home":
        return () => this.go(0);
      case "End":
        return () => this.go(this.rows.shown.length - 1);
      case "ArrowRight":
        return event.shiftKey ? () => this.move(this.axis.panned(panStep)) : () => this.unfoldOrEnter(row, index);
      case "ArrowLeft":
        return event.shiftKey ? () => this.move(this.axis.panned(-panStep)) : () => this.foldOrLeave(row, index);
      case "Enter":
        return () => this.open(row);
      case "+":
      case "=":
        return () => this.zoom(zoomFactor);
      case "-":
        return () => this.zoom(1 / zoomFactor);
      case "f":
        return letter ? () => this.fit() : undefined;
      case "r":
        return letter ? () => this.emit("step-rerun", { step: row.step }) : undefined;
      case "[":
        return letter ? () => this.emit("attempt-step", { step: row.step, direction: -1 }) : undefined;
      case "]":
        return letter ? () => this.emit("attempt-step", { step: row.step, direction: 1 }) : undefined;
      default:
        return undefined;
    }
  }

  private go(index: number): void {
    this.reveal(this.rows.moveTo(index));
    this.requestUpdate();
    void this.updateComplete.then(() => this.focusGrid());
  }

  private unfoldOrEnter(row: Row, index: number): void {
    if (this.rows.isFolded(row)) {
      this.toggle(row);
    } else if (this.rows.isParent(row)) {
      this.go(index + 1);
    }
  }

  private foldOrLeave(row: Row, index: number): void {
    const parent = parentOf(this.rows.shown, index);
    if (this.rows.isParent(row) && !this.rows.isFolded(row)) {
      this.toggle(row);
    } else if (parent >= 0) {
      this.go(parent);
    }
  }

  private toggle(row: Row): void {
    this.rows.toggle(row, this.selectedStep);
    this.requestUpdate();
  }

  private open(row: Row): void {
    this.emit("step-open", { step: row.step });
  }

  private emit(name: string, detail: Record<string, unknown>): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  // ---------------------------------------------------------------- drawing

  protected override render(): TemplateResult {
    const ticks = this.axis.ticks();
    return html`<div class="pw-time-head">
        <div class="pw-time-names">
          ${this.data?.advice ? html`<span class="pw-time-advice" title=${this.data.advice}>${this.data.advice}</span>` : nothing}
        </div>
        <div
          class="pw-time-axis"
          data-testid="time-axis"
          aria-hidden="true"
          title="Scroll or pinch to zoom, drag to zoom into a stretch, double-click to fit. Over the rows, Ctrl and scroll zooms"
          @wheel=${this.pointer.onAxisWheel}
          @pointerdown=${this.pointer.onPointerDown}
          @touchstart=${this.pointer.onTouchStart}
          @touchmove=${this.pointer.onTouchMove}
          @touchend=${this.pointer.onTouchEnd}
          @touchcancel=${this.pointer.onTouchEnd}
          @dblclick=${() => this.fit()}
        >
          ${ticks.map(tickView)} ${gapViews(this.plot, true)} ${dragView(this.drag)}
        </div>
      </div>
      ${this.rows.shown.length === 0 ? this.emptyView() : this.rowsView(ticks)} ${this.footView()}`;
  }

  private emptyView(): TemplateResult {
    return html`<div class="pw-empty"><p>${this.data ? "Nothing has started yet." : "Reading the timeline…"}</p></div>`;
  }

  private rowsView(ticks: readonly Tick[]): TemplateResult {
    const scroller = this.scroller;
    const drawn = this.rows.within(scroller?.scrollTop ?? 0, scroller?.clientHeight ?? 600);
    return html`<div class="pw-time-rows" @scroll=${() => this.requestUpdate()} @wheel=${this.pointer.onWheel}>
      <div class="pw-time-grid" aria-hidden="true">
        ${ticks.filter((tick) => tick.x >= 1).map((tick) => html`<span class="pw-time-line" style=${styleMap({ left: px(tick.x) })}></span>`)}
        ${gapViews(this.plot, false)}
      </div>
      <div
        class="pw-time-canvas"
        role="treegrid"
        aria-label="Steps over time"
        aria-rowcount=${this.rows.shown.length}
        style=${styleMap({ height: px(this.rows.shown.length * rowHeight) })}
        @click=${this.onClick}
        @keydown=${this.onKeyDown}
        @pointerdown=${this.pointer.onPointerDown}
        @touchstart=${this.pointer.onTouchStart}
        @touchmove=${this.pointer.onTouchMove}
        @touchend=${this.pointer.onTouchEnd}
        @touchcancel=${this.pointer.onTouchEnd}
        @dblclick=${this.onDoubleClick}
      >
        ${repeat(
          drawn,
          ({ row }) => row.key,
          ({ row, index }) => this.rowView(row, index),
        )}
      </div>
    </div>`;
  }

  private rowView(row: Row, index: number): TemplateResult {
    const look = {
      index,
      parent: this.rows.isParent(row),
      folded: this.rows.isFolded(row),
      selected: row.step === this.selectedStep,
      tabStop: this.rows.isActive(row),
      namesWidth: this.namesWidth,
    };
    return rowView(row, look, this.plot);
  }

  private footView(): TemplateResult {
    return html`<div class="pw-time-foot">
      ${legendView()}
      ${this.data && !this.data.waitsRecorded ? html`<span class="pw-time-note">Waits were not recorded.</span>` : nothing}
      <span class="pw-time-zoom">
        <button class="pw-tool" data-icon aria-label="Zoom out" @click=${() => this.zoom(1 / zoomFactor)}>${icon("minus")}</button>
        <button class="pw-tool" data-icon aria-label="Zoom in" @click=${() => this.zoom(zoomFactor)}>${icon("plus")}</button>
        <button class="pw-tool" @click=${() => this.fit()}>Fit</button>
      </span>
    </div>`;
  }
}

customElements.define("pw-run-timeline", RunTimeline);
