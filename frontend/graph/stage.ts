// How what is in view is shown: elements or paint, and with how much detail. Cheap while the view moves, thorough when
// it rests.

import type { Drawn } from "./filter";
import { crowdMoving, crowdResting, zoomBarOnly, zoomReadable } from "./geometry";
import { isCrowded, Overview } from "./overview";
import type { GraphEdge } from "./model";
import { Scene, type Detail, type SceneNode } from "./scene";
import { Viewport } from "./viewport";

/** What the stage needs of the graph. */
export interface StageHost {
  readonly drawn: Drawn;
  readonly selectedStep: string;
  querySelector<E extends Element>(selector: string): E | null;
  requestUpdate(): void;
}

export class Stage {
  readonly scene = new Scene();
  readonly viewport: Viewport;
  detail: Detail = "near";
  moving = false;
  private painting = false;
  private readonly overview = new Overview();

  constructor(private readonly host: StageHost) {
    this.viewport = new Viewport(
      () => host.querySelector<HTMLElement>(".pw-graph-layer"),
      (moving) => this.viewMoved(moving),
    );
  }

  /** The nodes that belong into the document now, and whether some have to wait for the next frame. */
  nodes(always: ReadonlySet<string>): { shown: SceneNode[]; more: boolean } {
    return this.scene.nodes(this.host.drawn, always, this.detail, this.moving);
  }

  edges(): { shown: GraphEdge[]; more: boolean } {
    return this.detail === "crowd" ? { shown: [], more: false } : this.scene.edges(this.host.drawn);
  }

  /** Fills the document with what came into view. */
  cover(): void {
    if (this.viewport.hasSize && this.scene.cover(this.viewport.visible(), this.moving)) {
      this.host.requestUpdate();
    }
  }

  /** Paints anew, if it is painted, after nodes changed. */
  repaint(): void {
    if (!this.painting) {
      return;
    }
    const canvas = this.host.querySelector<HTMLCanvasElement>(".pw-graph-overview")!;
    const view = {
      ...this.viewport.transform,
      visible: this.viewport.visible(),
      far: this.viewport.zoom < zoomBarOnly,
    };
    this.overview.paint(canvas, this.host.drawn, view, this.host.selectedStep);
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
    const limit = this.moving ? crowdMoving : crowdResting;
    const small = this.viewport.zoom < (this.moving ? zoomReadable : zoomBarOnly);
    const painting = small && isCrowded(this.host.drawn, this.viewport.visible(), limit);
    if (painting && !this.painting) {
      this.overview.readTheme(this.host.querySelector<HTMLCanvasElement>(".pw-graph-overview")!);
    }
    this.painting = painting;
    this.canvas?.toggleAttribute("data-painting", painting);
  }

  private chooseDetail(): void {
    const { zoom } = this.viewport;
    const detail = this.painting ? "crowd" : zoom < zoomBarOnly ? "far" : zoom < zoomReadable ? "middle" : "near";
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
