// <pw-run-graph>: the picture of a run. The server sends content and positions; this element draws them and handles pan, zoom, find, keyboard and menu. It draws into the light DOM; its styles are in studio-themes/graph.css.

import { html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { footer, toolbar, type ControlActions, type ControlState } from "./graph/controls";
import { edgeView } from "./graph/edge-view";
import { applyFilter, isFiltering, matchesText, type DrawnGraph } from "./graph/filter";
import { boundsOf, contains, openingZoom, zoomStep } from "./graph/geometry";
import { Gestures } from "./graph/gestures";
import { GraphStore, type Graph, type GraphNode, type Patch } from "./graph/model";
import { nodeView, type NodeLook } from "./graph/node-view";
import { Renderer, type RendererHost } from "./graph/renderer";
import { NodeInput, type NodeInputHost } from "./graph/node-input";
import { KeyboardNavigation } from "./graph/keyboard-navigation";
import { statusText } from "./graph/status-text";
import { everySecond } from "./ticker";

export class RunGraph extends LitElement implements NodeInputHost, RendererHost {
  static override properties = {
    selectedStep: { type: String },
    letterKeys: { type: Boolean },
    legendDismissed: { type: Boolean },
    runId: { type: String },
  };

  declare selectedStep: string;
  declare letterKeys: boolean;
  declare legendDismissed: boolean;
  /** The id of the run, for "Copy id". */
  declare runId: string;

  private readonly store = new GraphStore();
  private readonly renderer = new Renderer(this);
  private readonly input = new NodeInput(this, new KeyboardNavigation(this.store));
  private readonly viewport = this.renderer.viewport;
  drawn: DrawnGraph = { nodes: new Map(), edges: [] };
  private active: string | undefined;
  /** Whether this graph has been fitted once, and whether the user has not moved the view since. */
  private opened = false;
  private viewUntouched = true;
  private filter = { onlyFailed: false, hideDone: false };
  private findText = "";
  private found: readonly string[] = [];
  private foundAt = 0;
  private stopTicking: (() => void) | undefined;
  private sizes: ResizeObserver | undefined;

  constructor() {
    super();
    this.selectedStep = "";
    this.letterKeys = true;
    this.legendDismissed = false;
    this.runId = "";
  }

  /** Shows a graph as if the page had just been opened. */
  show(graph: Graph): void {
    this.store.replace(graph);
    this.renderer.virtualizer.forget();
    this.opened = false;
    this.viewUntouched = true;
    this.active = undefined;
    this.redraw();
    this.fitInitially();
  }

  /** Applies a patch; zoom, focus and the anchor node stay in place. */
  patch(patch: Patch): void {
    const anchor = this.anchor();
    this.store.apply(patch);
    this.redraw();
    const after = anchor && this.drawn.nodes.get(anchor.id);
    if (anchor && after && (after.x !== anchor.x || after.y !== anchor.y)) {
      this.viewport.follow(after.x - anchor.x, after.y - anchor.y);
    }
    this.fitIfOutgrown();
    this.renderer.cover();
  }

  set graph(graph: Graph | undefined) {
    if (graph) {
      this.show(graph);
    }
  }

  /** Moves the keyboard focus to a node and brings it into sight. */
  focusNode(id: string): void {
    const node = this.drawn.nodes.get(id);
    if (!node) {
      return;
    }
    this.active = id;
    this.viewport.reveal(node, true);
    this.requestUpdate();
    void this.updateComplete.then(() => this.element(id)?.focus({ preventScroll: true }));
  }

  /** Brings a node to the middle. */
  reveal(id: string): void {
    const node = this.drawn.nodes.get(id);
    if (node) {
      this.viewUntouched = false;
      this.viewport.centreOn(node, true);
    }
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopTicking = everySecond((now) => this.tick(now));
    this.sizes = new ResizeObserver(() => this.resized());
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopTicking?.();
    this.sizes?.disconnect();
  }

  protected override firstUpdated(): void {
    const canvas = this.querySelector<HTMLElement>(".pw-graph-canvas")!;
    new Gestures(canvas, this.viewport, () => (this.viewUntouched = false));
    canvas.addEventListener("scroll", () => canvas.scrollTo(0, 0));
    this.resized();
  }

  protected override updated(changed: PropertyValues): void {
    this.renderer.repaint();
    if (changed.has("selectedStep")) {
      const selected = this.drawn.nodes.get(this.selectedStep);
      if (selected) {
        this.activate(selected.id);
        this.viewport.reveal(selected, true);
      }
    }
  }

  private redraw(): void {
    this.drawn = applyFilter(this.store, this.filter);
    this.search();
    this.requestUpdate();
  }

  /** The initial view: the width fits, a failed step is centred. */
  private fitInitially(smooth = false): void {
    const bounds = boundsOf(this.drawn.nodes.values());
    if (bounds && this.viewport.hasSize) {
      const first = this.drawn.nodes.values().next().value as GraphNode | undefined;
      const selected = this.drawn.nodes.get(this.selectedStep);
      this.opened = true;
      this.viewport.fit(bounds, { least: openingZoom, whole: false, towards: selected ?? this.store.firstFailed() ?? first, smooth });
      this.renderer.cover();
    }
  }

  /** Until the user moves the view, it is refitted when the graph outgrows it. */
  private fitIfOutgrown(): void {
    const bounds = boundsOf(this.drawn.nodes.values());
    if (this.viewUntouched && !this.store.get(this.selectedStep) && bounds && !contains(this.viewport.visible(), bounds)) {
      this.fitInitially(true);
    }
  }

  fit(): void {
    const bounds = boundsOf(this.drawn.nodes.values());
    if (bounds) {
      this.viewUntouched = false;
      this.viewport.fit(bounds, { least: 0, whole: true });
    }
  }

  private resized(): void {
    if (this.clientWidth === 0 || this.clientHeight === 0) {
      return;
    }
    this.viewport.resize(this.clientWidth, this.clientHeight);
    const selected = this.drawn.nodes.get(this.selectedStep);
    if (!this.opened || this.viewUntouched) {
      this.fitInitially(this.opened && selected !== undefined);
    }
    if (selected) {
      this.viewport.reveal(selected, true);
    }
    this.renderer.cover();
  }

  /** What stays where it is on screen while the graph changes: the selected node, else the centremost. */
  private anchor(): GraphNode | undefined {
    const selected = this.drawn.nodes.get(this.selectedStep);
    if (selected) {
      return selected;
    }
    const [x, y] = this.viewport.centre();
    let best: GraphNode | undefined;
    let nearest = Infinity;
    for (const node of this.drawn.nodes.values()) {
      const distance = Math.hypot(node.x + node.width / 2 - x, node.y + node.height / 2 - y);
      if (distance < nearest) {
        nearest = distance;
        best = node;
      }
    }
    return best;
  }

  private tick(now: number): void {
    for (const element of this.querySelectorAll<HTMLElement>('.pw-node[data-state="running"]')) {
      const node = this.drawn.nodes.get(element.dataset["id"]!);
      const status = element.querySelector(".pw-node-status");
      if (node && status) {
        status.textContent = statusText(node, now);
      }
    }
  }

  /** Makes a node the one that Tab reaches. */
  activate(id: string): void {
    if (this.active !== id) {
      this.active = id;
      this.requestUpdate();
    }
  }

  keepInView(node: GraphNode): void {
    this.viewport.reveal(node, true);
  }

  startFind(): void {
    this.querySelector<HTMLInputElement>(".pw-graph-find input")?.focus();
  }

  element(id: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`.pw-node[data-id="${CSS.escape(id)}"]`);
  }

  private readonly actions: ControlActions = {
    find: (text) => {
      this.findText = text;
      this.foundAt = 0;
      this.search();
      this.showFound();
    },
    findNext: (step) => {
      if (this.found.length > 0) {
        this.foundAt = (this.foundAt + step + this.found.length) % this.found.length;
        this.showFound();
      }
    },
    leaveFind: () => {
      const at = this.found[this.foundAt];
      this.findText = "";
      this.search();
      this.requestUpdate();
      this.focusNode(at ?? this.tabStop() ?? "");
    },
    toggleOnlyFailed: () => this.filterBy({ ...this.filter, onlyFailed: !this.filter.onlyFailed }),
    toggleHideDone: () => this.filterBy({ ...this.filter, hideDone: !this.filter.hideDone }),
    tidy: () => this.emit("tidy"),
    zoom: (factor) => {
      this.viewUntouched = false;
      this.viewport.zoomInMiddle(factor);
    },
    fit: () => this.fit(),
    fullSize: () => {
      this.viewUntouched = false;
      this.viewport.zoomInMiddle(1 / this.viewport.zoom);
    },
    dismissLegend: () => {
      this.legendDismissed = true;
      this.emit("legend-dismissed");
    },
  };

  private filterBy(filter: { onlyFailed: boolean; hideDone: boolean }): void {
    this.filter = filter;
    this.redraw();
    this.fitInitially();
  }

  private search(): void {
    this.found = [...this.drawn.nodes.values()].filter((node) => matchesText(node, this.findText)).map((node) => node.id);
    this.foundAt = Math.min(this.foundAt, Math.max(0, this.found.length - 1));
  }

  private showFound(): void {
    const id = this.found[this.foundAt];
    if (id !== undefined) {
      this.active = id;
      this.reveal(id);
    }
    this.requestUpdate();
  }

  emit(name: string, detail: Record<string, unknown> = {}): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  private tabStop(): string | undefined {
    if (this.active !== undefined && this.drawn.nodes.has(this.active)) {
      return this.active;
    }
    if (this.drawn.nodes.has(this.selectedStep)) {
      return this.selectedStep;
    }
    return this.store.firstFailed()?.id ?? this.drawn.nodes.keys().next().value;
  }

  protected override render(): TemplateResult {
    const controls: ControlState = {
      find: this.findText,
      found: this.found.length,
      foundAt: this.foundAt,
      ...this.filter,
      legend: !this.legendDismissed,
    };
    return html`${toolbar(controls, this.actions)}
      <div class="pw-graph-canvas" @click=${this.input.onClick} @contextmenu=${this.input.onContextMenu} @keydown=${this.input.onKeyDown} @focusin=${this.input.onFocusIn}>
        <canvas class="pw-graph-bitmap" aria-hidden="true"></canvas>
        <div class="pw-graph-layer">${this.edgesView()}${this.nodesView()}</div>
      </div>
      ${this.emptyView()} ${footer(controls, this.actions, zoomStep)}`;
  }

  private nodesView(): TemplateResult | typeof nothing {
    if (this.drawn.nodes.size === 0) {
      return nothing;
    }
    const tabStop = this.tabStop();
    const always = new Set([tabStop ?? "", this.selectedStep]);
    const { shown, more } = this.renderer.nodes(always);
    this.continueNextFrame(more);
    const found = new Set(this.found);
    const finding = this.findText.trim() !== "";
    return html`<div role="tree" aria-label="Calls of this run" class="pw-graph-nodes">
      ${repeat(
        shown,
        ({ node }) => node.id,
        ({ node, far }) => {
          const look: NodeLook = {
            selected: node.id === this.selectedStep,
            tabStop: node.id === tabStop,
            dimmed: finding && !found.has(node.id),
            found: finding && this.found[this.foundAt] === node.id,
            far: far && node.kind !== "group",
            level: this.store.level(node.id),
          };
          return guard([node, ...Object.values(look)], () => nodeView(node, look));
        },
      )}
    </div>`;
  }

  private edgesView(): TemplateResult {
    const finding = this.findText.trim() !== "";
    const { shown, more } = this.renderer.edges();
    this.continueNextFrame(more);
    return html`<svg class="pw-graph-edges" aria-hidden="true">
      ${repeat(
        shown,
        (edge) => edge.id,
        (edge) => {
          const strong = edge.from === this.selectedStep || edge.to === this.selectedStep;
          return svg`${guard([edge, strong, finding], () => edgeView(edge, strong, finding))}`;
        },
      )}
    </svg>`;
  }

  private continueNextFrame(more: boolean): void {
    if (more) {
      requestAnimationFrame(() => this.requestUpdate());
    }
  }

  private emptyView(): TemplateResult | typeof nothing {
    if (this.drawn.nodes.size > 0) {
      return nothing;
    }
    if (!isFiltering(this.filter)) {
      return html`<div class="pw-empty pw-graph-empty"><p>No step has been recorded yet.</p></div>`;
    }
    const text = this.filter.onlyFailed ? "No step failed." : "All steps are done.";
    return html`<div class="pw-empty pw-graph-empty">
      <p>${text}</p>
      <button class="pw-link" @click=${() => this.filterBy({ onlyFailed: false, hideDone: false })}>Show all steps</button>
    </div>`;
  }
}

customElements.define("pw-run-graph", RunGraph);
