// <pw-run-graph>: the picture of a run. The server sends content and positions; this element draws them and handles pan, zoom, find, keyboard and menu. It draws into the light DOM; its styles are in studio-themes/graph*.css.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Marks } from "./graph/canvas-painter";
import { CanvasPlace } from "./graph/canvas-place";
import { emptyText, footer, toolbar, type ControlActions, type ControlState, type Fold } from "./graph/controls";
import { applyFilter, type DrawnGraph, type Filter } from "./graph/filter";
import { Find, type Members } from "./graph/find";
import { FindWithin } from "./graph/find-within";
import { intersects, mostCallsAround, nearest, readableZoom, rectOf, zoomStep } from "./graph/geometry";
import { Gestures } from "./graph/gestures";
import { GraphStore, type Graph, type GraphNode, type Patch } from "./graph/model";
import { edgesLayer, nodesLayer } from "./graph/layers";
import type { Emphasis } from "./graph/look";
import { Renderer, type RendererHost } from "./graph/renderer";
import { NodeInput, type NodeInputHost } from "./graph/node-input";
import { KeyboardNavigation } from "./graph/keyboard-navigation";
import { Minimap } from "./graph/minimap";
import { Opening } from "./graph/opening";
import { tickStatuses } from "./graph/status-text";
import { everySecond } from "./ticker";
import { Turns } from "./turns";

/** So many nodes are read from the server's message in one task, and drawn in another one. */
const manyNodes = 2_000;

/** What RunGraph.java offers to the browser. */
interface Server {
  findWithin(text: string): Promise<Members>;
}

export class RunGraph extends LitElement implements NodeInputHost, RendererHost {
  static override properties = {
    selectedStep: { type: String },
    selectedCell: { type: Number },
    letterKeys: { type: Boolean },
    legendDismissed: { type: Boolean },
    runId: { type: String },
    unfolded: { type: Array },
    comparing: { type: Boolean },
    offersChild: { type: Boolean },
  };

  declare selectedStep: string;
  /** The number of the selected step, when its node is a wall; else 0. */
  declare selectedCell: number;
  declare letterKeys: boolean;
  declare legendDismissed: boolean;
  /** The id of the run, for "Copy id". */
  declare runId: string;
  /** What can be folded again. */
  declare unfolded: readonly Fold[];
  /** Whether it shows two runs as one: nothing is run again from here. */
  declare comparing: boolean;
  /** Whether a step may be run again in a child of the workspace. */
  declare offersChild: boolean;

  private readonly store = new GraphStore();
  private readonly renderer = new Renderer(this);
  private readonly input = new NodeInput(this, new KeyboardNavigation(this.store));
  private readonly viewport = this.renderer.viewport;
  private readonly opening = new Opening(this.store, this.viewport);
  private readonly minimap = new Minimap(this, this.viewport, this.opening.moved);
  drawn: DrawnGraph = { nodes: new Map(), edges: [] };
  private active: string | undefined;
  private filter: Filter = { onlyFailed: false, hideDone: false };
  /** How many calls around the selection are shown; 0 for all. */
  private focusing = 0;
  private readonly search = new Find();
  private readonly turns = new Turns();
  private readonly within = new FindWithin(this.search, {
    membersWith: (text) => this.$server?.findWithin(text),
    searchAgain: () => {
      this.search.search(this.drawn.nodes.values(), this.cellsOf);
      this.requestUpdate();
    },
    showFound: () => this.showFound(),
  });
  declare readonly $server?: Server;
  private stopTicking: (() => void) | undefined;
  private readonly place = new CanvasPlace(() => this.resized());

  constructor() {
    super();
    this.selectedStep = "";
    this.selectedCell = 0;
    this.letterKeys = true;
    this.legendDismissed = false;
    this.runId = "";
    this.unfolded = [];
    this.comparing = false;
    this.offersChild = false;
  }

  /** Shows a graph as if the page had just been opened. */
  show(graph: Graph): void {
    if (graph.nodes.length > manyNodes) {
      this.turns.later(() => this.begin(graph));
    } else {
      this.turns.take(() => this.begin(graph));
    }
  }

  private begin(graph: Graph): void {
    this.store.replace(graph);
    this.renderer.virtualizer.forget();
    this.opening.begin();
    this.active = undefined;
    this.redraw();
    this.fitInitially();
  }

  /** Applies a patch; zoom, focus and the anchor node stay in place. */
  patch(patch: Patch): void {
    this.turns.take(() => this.change(patch));
  }

  private change(patch: Patch): void {
    const anchor = this.anchor();
    this.store.apply(patch);
    this.redraw();
    if (patch.walls) {
      this.within.changed();
    }
    const after = anchor && this.drawn.nodes.get(anchor.id);
    if (anchor && after && (after.x !== anchor.x || after.y !== anchor.y)) {
      this.viewport.follow(after.x - anchor.x, after.y - anchor.y);
    }
    this.opening.showIfOutgrown(this.drawn, this.selectedStep);
    this.renderer.cover();
  }

  set graph(graph: Graph | undefined) {
    if (graph) {
      this.show(graph);
    }
  }

  /** Moves the keyboard focus to a node and brings it into sight. */
  focusNode(id: string): void {
    this.turns.take(() => this.focusOn(id));
  }

  private focusOn(id: string): void {
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
    this.turns.take(() => {
      const node = this.drawn.nodes.get(id);
      if (node) {
        this.opening.moved();
        this.viewport.centreOn(node, true);
      }
    });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopTicking = everySecond((now) => tickStatuses(this, this.drawn.nodes, now));
    this.observePlace();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopTicking?.();
    this.within.stop();
    this.place.stop();
  }

  private observePlace(): void {
    const canvas = this.querySelector<HTMLElement>(".pw-graph-canvas");
    if (canvas) {
      this.place.start(canvas);
    }
  }

  protected override firstUpdated(): void {
    const canvas = this.querySelector<HTMLElement>(".pw-graph-canvas")!;
    new Gestures(canvas, this.viewport, this.opening.moved);
    canvas.addEventListener("scroll", () => canvas.scrollTo(0, 0));
    this.observePlace();
    this.resized();
  }

  protected override updated(changed: PropertyValues): void {
    this.renderer.repaint();
    this.renderer.showZoom();
    this.minimap.paint(this.drawn);
    if (changed.has("selectedStep")) {
      if (this.focusing > 0) {
        this.redraw();
      }
      const selected = this.drawn.nodes.get(this.selectedStep);
      if (selected) {
        this.activate(selected.id);
        this.viewport.reveal(selected, true);
      }
    }
  }

  private redraw(): void {
    const around = this.focusing > 0 && this.store.get(this.selectedStep) ? { id: this.selectedStep, calls: this.focusing } : undefined;
    this.drawn = applyFilter(this.store, around ? { ...this.filter, around } : this.filter);
    this.search.search(this.drawn.nodes.values(), this.cellsOf);
    this.requestUpdate();
  }

  private readonly cellsOf = (id: string) => this.store.wall(id);

  private startSearch(text: string): void {
    this.search.start(text, this.drawn.nodes.values(), this.cellsOf);
    this.within.started();
  }

  private fitInitially(): void {
    this.opening.show(this.drawn, this.selectedStep);
    this.renderer.cover();
  }

  fit(): void {
    this.opening.showAll(this.drawn);
  }

  private resized(): void {
    const canvas = this.querySelector<HTMLElement>(".pw-graph-canvas");
    if (!canvas || canvas.clientWidth === 0 || canvas.clientHeight === 0) {
      this.place.hide();
      return;
    }
    const { down, sameWidth, sameHeight } = this.place.note(canvas);
    const selected = this.drawn.nodes.get(this.selectedStep);
    if (sameWidth && sameHeight && this.opening.atRest && (!selected || down === 0)) {
      return;
    }
    const inSight = selected !== undefined && intersects(this.viewport.visible(), rectOf(selected));
    this.viewport.resize(canvas.clientWidth, canvas.clientHeight);
    if (selected && sameWidth && this.opening.atRest) {
      // What stands above the graph has grown or shrunk: the node that one looks at stays where it is on the screen.
      this.viewport.panBy(0, -down);
      this.viewport.apply(false);
    } else {
      this.opening.resized(this.drawn, this.selectedStep);
    }
    if (selected && (inSight || !sameWidth)) {
      this.viewport.reveal(selected, true);
    }
    this.renderer.cover();
  }

  /** What stays where it is on screen while the graph changes: the selected node, else the centremost. */
  private anchor(): GraphNode | undefined {
    return this.drawn.nodes.get(this.selectedStep) ?? nearest(this.drawn.nodes.values(), this.viewport.centre());
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

  viewMoved(): void {
    this.minimap.follow();
  }

  startFind(): void {
    this.querySelector<HTMLInputElement>(".pw-graph-find input")?.focus();
  }

  element(id: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`.pw-node[data-id="${CSS.escape(id)}"]`);
  }

  get marks(): Marks {
    return { selected: this.selectedStep, found: this.search.ids(), foundNow: this.search.active ? this.search.current : undefined };
  }

  private readonly actions: ControlActions = {
    find: (text) => {
      this.startSearch(text);
      this.showFound();
    },
    findNext: (step) => {
      this.search.step(step);
      this.showFound();
    },
    leaveFind: () => {
      const at = this.search.current;
      this.startSearch("");
      this.requestUpdate();
      this.focusNode(at ?? this.tabStop() ?? "");
    },
    toggleOnlyFailed: () => this.filterBy({ ...this.filter, onlyFailed: !this.filter.onlyFailed }),
    toggleHideDone: () => this.filterBy({ ...this.filter, hideDone: !this.filter.hideDone }),
    showAll: () => this.filterBy({ onlyFailed: false, hideDone: false }),
    tidy: () => this.emit("tidy"),
    focus: () => {
      this.focusing = (this.focusing + 1) % (mostCallsAround + 1);
      this.redraw();
      this.fitInitially();
    },
    fold: (id) => this.emit("group-toggle", { id }),
    zoom: (factor) => {
      this.opening.moved();
      this.viewport.zoomInMiddle(factor);
    },
    fit: () => this.fit(),
    fullSize: () => {
      this.opening.moved();
      this.viewport.zoomInMiddle(1 / this.viewport.zoom);
    },
    dismissLegend: () => {
      this.legendDismissed = true;
      this.emit("legend-dismissed");
    },
  };

  private filterBy(filter: Filter): void {
    this.filter = filter;
    this.redraw();
    this.fitInitially();
  }

  private showFound(): void {
    const id = this.search.current;
    if (id !== undefined) {
      this.active = id;
      if (this.search.currentStep > 0 && this.viewport.zoom < readableZoom) {
        this.viewport.zoomInMiddle(1 / this.viewport.zoom);
      }
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
      find: this.search.text,
      found: this.search.count,
      foundAt: this.search.at,
      ...this.filter,
      legend: !this.legendDismissed,
      focus: this.focusing,
      canFocus: this.drawn.nodes.has(this.selectedStep),
      unfolded: this.unfolded,
      comparing: this.comparing,
    };
    const emphasis: Emphasis = {
      selectedStep: this.selectedStep,
      selectedCell: this.selectedCell,
      tabStop: this.tabStop(),
      search: this.search,
      name: this.comparing ? "Calls of both runs" : "Calls of this run",
    };
    return html`${toolbar(controls, this.actions)}
      <div class="pw-graph-canvas" @pointerdown=${this.input.onPointerDown} @click=${this.input.onClick} @contextmenu=${this.input.onContextMenu} @keydown=${this.input.onKeyDown} @focusin=${this.input.onFocusIn}>
        <canvas class="pw-graph-bitmap" aria-hidden="true"></canvas>
        <div class="pw-graph-layer">${edgesLayer(this.renderer, emphasis)}${this.drawn.nodes.size > 0 ? nodesLayer(this.store, this.renderer, emphasis) : nothing}</div>
      </div>
      ${this.minimap.view(this.drawn)} ${this.drawn.nodes.size === 0 ? emptyText(controls, this.actions) : nothing}
      ${footer(controls, this.actions, zoomStep)}`;
  }
}

customElements.define("pw-run-graph", RunGraph);
