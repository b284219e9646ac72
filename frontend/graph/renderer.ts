// Chooses how the visible part is rendered: as elements or on a canvas, and in which detail. Cheap while the view moves, complete at rest.

import type { DrawnGraph } from "./filter";
import { crowdWhileMoving, crowdAtRest, barOnlyZoom, readableZoom } from "./geometry";
import { isCrowded, CanvasPainter } from "./canvas-painter";
import type { GraphEdge } from "./model";
import { Virtualizer, type Detail, type RenderedNode } from "./virtualizer";
import { Viewport } from "./viewport";

/** What the renderer needs from the graph. */
export interface RendererHost {
  readonly drawn: DrawnGraph;
  readonly selectedStep: string;
  querySelector<E extends Element>(selector: string): E | null;
  requestUpdate(): void;
}

export class Renderer {
  private readonly host: RendererHost;
  readonly virtualizer = new Virtualizer();
  readonly viewport: Viewport;
  detail: Detail = "near";
  moving = false;
  private painting = false;
  private readonly painter = new CanvasPainter();

  constructor(host: RendererHost) {
    this.host = host;
    this.viewport = new Viewport(
      () => host.querySelector<HTMLElement>(".pw-graph-layer"),
      (moving) => this.viewMoved(moving),
    );
  }

  /** The nodes that belong in the document now, and whether some wait for the next frame. */
  nodes(always: ReadonlySet<string>): { shown: RenderedNode[]; more: boolean } {
    return this.virtualizer.nodes(this.host.drawn, always, this.detail, this.moving);
  }

  edges(): { shown: GraphEdge[]; more: boolean } {
    return this.detail === "crowd" ? { shown: [], more: false } : this.virtualizer.edges(this.host.drawn);
  }

  /** Fills the document with what came into view. */
  cover(): void {
    if (this.viewport.hasSize && this.virtualizer.cover(this.viewport.visible(), this.moving)) {
      this.host.requestUpdate();
    }
  }

  /** Repaints the canvas after nodes changed, if it is in use. */
  repaint(): void {
    if (!this.painting) {
      return;
    }
    const canvas = this.host.querySelector<HTMLCanvasElement>(".pw-graph-bitmap")!;
    const view = {
      ...this.viewport.transform,
      visible: this.viewport.visible(),
      far: this.viewport.zoom < barOnlyZoom,
    };
    this.painter.paint(canvas, this.host.drawn, view, this.host.selectedStep);
  }

  private viewMoved(moving: boolean): void {
    const changed = moving !== this.moving;
    this.moving = moving;
    const now = this.host.querySelector<HTMLElement>(".pw-zoom-now");
    if (now) {
      now.textContent = `${Math.round(this.viewport.zoom * 100)} %`;
    }
    if (changed) {
      this.choosePainting();
    }
    if (!moving) {
      this.chooseDetail();
    }
    this.repaint();
    if (!this.painting || !moving) {
      this.viewport.apply(moving);
      this.cover();
    }
  }

  /** A crowd is painted while it moves, and from far away also at rest. */
  private choosePainting(): void {
    const limit = this.moving ? crowdWhileMoving : crowdAtRest;
    const small = this.viewport.zoom < (this.moving ? readableZoom : barOnlyZoom);
    const painting = small && isCrowded(this.host.drawn, this.viewport.visible(), limit);
    if (painting && !this.painting) {
      this.painter.readTheme(this.host.querySelector<HTMLCanvasElement>(".pw-graph-bitmap")!);
    }
    this.painting = painting;
    this.canvas?.toggleAttribute("data-painting", painting);
  }

  private chooseDetail(): void {
    const { zoom } = this.viewport;
    const detail = this.painting ? "crowd" : zoom < barOnlyZoom ? "far" : zoom < readableZoom ? "middle" : "near";
    if (detail !== this.detail) {
      this.detail = detail;
      this.canvas?.setAttribute("data-zoom", detail === "crowd" ? "far" : detail);
      this.host.requestUpdate();
    }
  }

  private get canvas(): HTMLElement | null {
    return this.host.querySelector<HTMLElement>(".pw-graph-canvas");
  }
}
