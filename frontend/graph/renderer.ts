// Chooses how the visible part is rendered: as elements or on a canvas, and in which detail. Cheap while the view moves, complete at rest.

import type { DrawnGraph } from "./filter";
import { crowdWhileMoving, crowdAtRest, barOnlyZoom, colourZoom, readableZoom } from "./geometry";
import { isCrowded, CanvasPainter, type Marks } from "./canvas-painter";
import type { GraphEdge } from "./model";
import { Virtualizer, type Detail, type RenderedNode } from "./virtualizer";
import { Viewport } from "./viewport";

/** What the renderer needs from the graph. */
export interface RendererHost {
  readonly drawn: DrawnGraph;
  readonly marks: Marks;
  querySelector<E extends Element>(selector: string): E | null;
  requestUpdate(): void;
  viewMoved(): void;
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

  /** The nodes that belong in the document now; when some wait for the next frame, asks for an update then. */
  nodes(always: ReadonlySet<string>): RenderedNode[] {
    const { shown, more } = this.virtualizer.nodes(this.host.drawn, always, this.detail, this.moving);
    this.continueNextFrame(more);
    return shown;
  }

  /** The edges, likewise. */
  edges(): GraphEdge[] {
    if (this.detail === "crowd") {
      return [];
    }
    const { shown, more } = this.virtualizer.edges(this.host.drawn);
    this.continueNextFrame(more);
    return shown;
  }

  private continueNextFrame(more: boolean): void {
    if (more) {
      requestAnimationFrame(() => this.host.requestUpdate());
    }
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
      colours: this.viewport.zoom < colourZoom,
    };
    this.painter.paint(canvas, this.host.drawn, view, this.host.marks);
  }

  private viewMoved(moving: boolean): void {
    this.host.viewMoved();
    const changed = moving !== this.moving;
    this.moving = moving;
    this.showZoom();
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

  /** Writes the zoom on its button. */
  showZoom(): void {
    const now = this.host.querySelector<HTMLElement>(".pw-zoom-now");
    if (now) {
      now.textContent = `${Math.round(this.viewport.zoom * 100)} %`;
    }
  }

  /** A crowd is painted while it moves, and from far away also at rest. */
  private choosePainting(): void {
    const limit = this.moving ? crowdWhileMoving : crowdAtRest;
    const small = this.viewport.zoom < (this.moving ? readableZoom : barOnlyZoom);
    const painting =
      this.viewport.zoom < colourZoom || (small && isCrowded(this.host.drawn, this.viewport.visible(), limit));
    if (painting && !this.painting) {
      this.painter.readTheme(this.host.querySelector<HTMLCanvasElement>(".pw-graph-bitmap")!);
    }
    this.painting = painting;
    this.canvas?.toggleAttribute("data-painting", painting);
  }

  private chooseDetail(): void {
    const { zoom } = this.viewport;
    this.canvas?.style.setProperty("--unzoomed", String(Math.round(10 / Math.min(1, zoom)) / 10));
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
