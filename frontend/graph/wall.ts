// <pw-wall>: hundreds or thousands of steps of one target, a small cell each, painted on a canvas. The pointer takes the nearest cell; the keys come from the node that holds the wall.

import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { PaintedTheme, tokenOf } from "./canvas-painter";
import { hasFailedState, type NodeState } from "./model";
import { WallCells, wallWidth } from "./wall-cells";

/** So long the pointer has to rest on a cell until its text is asked for, in ms. */
const textDelay = 40;
/** Sides of marks within a cell, in px, by the pitch of cells. */
const pinSides: Record<number, { readonly reused: number; readonly unused: number }> = {
  12: { reused: 5, unused: 2 },
  8: { reused: 4, unused: 2 },
  4: { reused: 2, unused: 1 },
};
const crossFrom = 8;
/** The leg of the corner of a cell that differs, as a part of its side. */
const cornerPart = 0.6;
/** How much is seen of cells that a search did not find; as of nodes. */
const notFound = 0.3;

/** What RunGraph.java offers to the browser. */
interface GraphWithServer extends HTMLElement {
  readonly $server?: { cellText(step: number): Promise<string> };
}

export class Wall extends LitElement {
  static override properties = {
    cells: { attribute: false },
    selected: { type: Number },
    found: { attribute: false },
    foundNow: { type: Number },
  };

  declare cells: WallCells;
  /** The number of the selected step; 0 for none. */
  declare selected: number;
  /** The steps that a search found; undefined when cells are not searched. */
  declare found: ReadonlySet<number> | undefined;
  /** The number of the found step that the user is at; 0 for none. */
  declare foundNow: number;

  private current = -1;
  private readonly theme = new PaintedTheme();
  private themes: MutationObserver | undefined;
  private asking: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.cells = WallCells.none;
    this.selected = 0;
    this.foundNow = 0;
  }

  /** The number of the step that the pointer or the keyboard is at; 0 for none. */
  get step(): number {
    return this.cells.step(this.current);
  }

  /** Moves to another cell; false when the key leads out of the wall. */
  key(key: string): boolean {
    const next = this.cells.next(this.current, key);
    if (next === undefined) {
      return false;
    }
    this.moveTo(next);
    return true;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.themes = new MutationObserver(() => this.paint());
    this.themes.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class", "theme"] });
    darkness.addEventListener("change", this.paint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.themes?.disconnect();
    darkness.removeEventListener("change", this.paint);
    clearTimeout(this.asking);
  }

  protected override render(): TemplateResult {
    return html`<span class="pw-wall-text" aria-live="polite"></span>
      <div class="pw-wall-cells" @pointermove=${this.pointerMoved} @pointerdown=${this.pointerMoved} @pointerleave=${this.pointerLeft} @wheel=${this.wheel}>
        <canvas aria-hidden="true"></canvas>
        <div class="pw-wall-ring" data-kind="selected"></div>
        <div class="pw-wall-ring" data-kind="current"></div>
      </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("cells")) {
      const former = changed.get("cells") as WallCells | undefined;
      this.current = this.cells.cellOf(former?.step(this.current) ?? 0);
    }
    if (changed.has("cells") || changed.has("found")) {
      this.paint();
    }
    if (changed.has("foundNow") && this.foundNow > 0) {
      this.moveTo(this.cells.cellOf(this.foundNow));
    }
    this.ring("current", this.current);
    this.ring("selected", this.cells.cellOf(this.selected));
  }

  private readonly pointerMoved = (event: PointerEvent): void => {
    const bounds = this.querySelector("canvas")!.getBoundingClientRect();
    const scale = wallWidth / bounds.width;
    this.moveTo(this.cells.nearest((event.clientX - bounds.left) * scale, (event.clientY - bounds.top) * scale));
  };

  private readonly pointerLeft = (): void => {
    if (!this.closest(".pw-node")?.matches(":focus")) {
      this.moveTo(-1);
    }
  };

  /** What does not fit scrolls; otherwise the wheel zooms the graph. */
  private readonly wheel = (event: WheelEvent): void => {
    const area = event.currentTarget as HTMLElement;
    if (!event.ctrlKey && area.scrollHeight > area.clientHeight + 1) {
      event.stopPropagation();
    }
  };

  private moveTo(cell: number): void {
    if (cell === this.current) {
      return;
    }
    this.current = cell;
    this.ring("current", cell);
    clearTimeout(this.asking);
    if (cell < 0) {
      this.say("");
      return;
    }
    const step = this.step;
    this.asking = setTimeout(() => void this.ask(step), textDelay);
  }

  private async ask(step: number): Promise<void> {
    const asked = this.closest<GraphWithServer>("pw-run-graph")?.$server?.cellText(step);
    // Without the server nothing is known about the cell; the page says that it is disconnected.
    const text = await asked?.catch(() => undefined);
    if (text !== undefined && step === this.step) {
      this.say(text);
    }
  }

  private say(text: string): void {
    this.querySelector(".pw-wall-text")!.textContent = text;
  }

  private ring(kind: "selected" | "current", cell: number): void {
    const ring = this.querySelector<HTMLElement>(`.pw-wall-ring[data-kind="${kind}"]`)!;
    ring.hidden = cell < 0;
    if (cell >= 0) {
      const { x, y } = this.cells.place(cell);
      const side = this.cells.pitch - this.cells.gap;
      ring.style.transform = `translate(${x}px, ${y}px)`;
      ring.style.width = ring.style.height = `${side}px`;
      if (kind === "current") {
        this.keepInView(y);
      }
    }
  }

  private keepInView(y: number): void {
    const area = this.querySelector<HTMLElement>(".pw-wall-cells")!;
    if (area.scrollHeight > area.clientHeight + 1) {
      area.scrollTop = Math.max(Math.min(area.scrollTop, y), y + this.cells.pitch - area.clientHeight);
    }
  }

  private readonly paint = (): void => {
    const canvas = this.querySelector("canvas");
    if (!canvas) {
      return;
    }
    this.theme.readTheme(canvas);
    const { cells } = this;
    const density = window.devicePixelRatio || 1;
    const height = cells.rows * cells.pitch;
    canvas.width = wallWidth * density;
    canvas.height = height * density;
    canvas.style.height = `${height}px`;
    const context = canvas.getContext("2d")!;
    context.scale(density, density);
    for (let cell = 0; cell < cells.size; cell++) {
      this.paintCell(context, cell);
    }
  };

  private paintCell(context: CanvasRenderingContext2D, cell: number): void {
    const { pitch, gap } = this.cells;
    const { x, y } = this.cells.place(cell);
    const { state, pin, stale, changed } = this.cells.look(cell);
    const side = pitch - gap;
    context.globalAlpha = this.found === undefined || this.found.has(this.cells.step(cell)) ? 1 : notFound;
    context.fillStyle = this.theme.colour(stale ? "state-wait" : tokenOf[state]);
    context.fillRect(x, y, side, side);
    if (side >= crossFrom - gap && (isOpen(state) || stale)) {
      context.fillStyle = this.theme.colour("paper-0");
      context.fillRect(x + 1, y + 1, side - 2, side - 2);
    }
    if (side >= crossFrom - gap && hasFailedState(state)) {
      this.paintCross(context, x, y, side);
    }
    if (changed) {
      this.paintCorner(context, x, y, side);
    }
    if (pin !== "none") {
      const pinSide = pinSides[pitch]![pin];
      context.fillStyle = this.theme.colour("paper-0");
      context.fillRect(x + side - pinSide - 1, y + side - pinSide - 1, pinSide + 1, pinSide + 1);
      context.fillStyle = this.theme.colour("memo-glyph");
      context.fillRect(x + side - pinSide, y + side - pinSide, pinSide, pinSide);
    }
  }

  /** What differs from an older run has a corner of ink. */
  private paintCorner(context: CanvasRenderingContext2D, x: number, y: number, side: number): void {
    const leg = Math.ceil(side * cornerPart);
    for (const [token, length] of [
      ["paper-0", leg + 1],
      ["ink", leg],
    ] as const) {
      context.fillStyle = this.theme.colour(token);
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x + length, y);
      context.lineTo(x, y + length);
      context.fill();
    }
  }

  /** So that a failed step is known without its colour. */
  private paintCross(context: CanvasRenderingContext2D, x: number, y: number, side: number): void {
    context.strokeStyle = this.theme.colour("paper-0");
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(x + 2, y + 2);
    context.lineTo(x + side - 2, y + side - 2);
    context.moveTo(x + side - 2, y + 2);
    context.lineTo(x + 2, y + side - 2);
    context.stroke();
  }
}

const darkness = window.matchMedia("(prefers-color-scheme: dark)");

/** Not ended: the cell is an outline. */
function isOpen(state: NodeState): boolean {
  return state === "waiting" || state === "scheduled" || state === "blocked" || state === "queued" || state === "suspended";
}

customElements.define("pw-wall", Wall);
