// The whole graph in a corner, and which part of it is seen. A click or a drag there moves the view. Keyboard and screen readers have arrows, Fit and Steps instead.

import { html, nothing, type TemplateResult } from "lit";
import { PaintedTheme } from "./canvas-painter";
import type { DrawnGraph } from "./filter";
import { boundsOf, minimapNodes } from "./geometry";
import { MinimapScale } from "./minimap-scale";
import type { Viewport } from "./viewport";

export class Minimap {
  private readonly theme = new PaintedTheme();
  private scale: MinimapScale | undefined;
  private painted: DrawnGraph | undefined;
  private dragging = false;

  private readonly host: HTMLElement;
  private readonly viewport: Viewport;
  private readonly onMove: () => void;

  constructor(host: HTMLElement, viewport: Viewport, onMove: () => void) {
    this.host = host;
    this.viewport = viewport;
    this.onMove = onMove;
  }

  view(drawn: DrawnGraph): TemplateResult | typeof nothing {
    if (drawn.nodes.size <= minimapNodes) {
      this.painted = undefined;
      return nothing;
    }
    return html`<div
      class="pw-minimap"
      aria-hidden="true"
      data-testid="minimap"
      @pointerdown=${this.down}
      @pointermove=${this.move}
      @pointerup=${() => (this.dragging = false)}
      @pointercancel=${() => (this.dragging = false)}
    >
      <canvas></canvas><div class="pw-minimap-view"></div>
    </div>`;
  }

  /** Paints the graph, if it is another one than before. */
  paint(drawn: DrawnGraph): void {
    const canvas = this.host.querySelector<HTMLCanvasElement>(".pw-minimap > canvas");
    const bounds = boundsOf(drawn.nodes.values());
    if (!canvas || !bounds || this.painted === drawn) {
      return;
    }
    this.painted = drawn;
    this.scale = new MinimapScale(bounds, canvas.clientWidth, canvas.clientHeight);
    this.theme.readTheme(canvas);
    const density = window.devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * density;
    canvas.height = canvas.clientHeight * density;
    const context = canvas.getContext("2d")!;
    const [x, y] = this.scale.toMap(0, 0);
    const scale = this.scale.scale * density;
    context.setTransform(scale, 0, 0, scale, x * density, y * density);
    const nodes = [...drawn.nodes.values()].filter((node) => node.kind !== "group");
    this.theme.paintStates(context, nodes, (node) => node.width);
    this.follow();
  }

  /** Shows which part is seen now. */
  follow(): void {
    const frame = this.host.querySelector<HTMLElement>(".pw-minimap-view");
    if (!frame || !this.scale) {
      return;
    }
    const seen = this.viewport.visible();
    const [left, top] = this.scale.toMap(seen.left, seen.top);
    const [right, bottom] = this.scale.toMap(seen.right, seen.bottom);
    frame.style.transform = `translate(${left}px, ${top}px)`;
    frame.style.width = `${right - left}px`;
    frame.style.height = `${bottom - top}px`;
  }

  private readonly down = (event: PointerEvent): void => {
    this.dragging = true;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.go(event);
  };

  private readonly move = (event: PointerEvent): void => {
    if (this.dragging) {
      this.go(event);
    }
  };

  private go(event: PointerEvent): void {
    if (this.scale) {
      const bounds = (event.currentTarget as HTMLElement).getBoundingClientRect();
      const [x, y] = this.scale.toGraph(event.clientX - bounds.left, event.clientY - bounds.top);
      this.onMove();
      this.viewport.centreOn({ x, y, width: 0, height: 0 }, false);
    }
  }
}
