// Which part of the graph is seen: pan and zoom as one transform on one layer, without any rendering in between.

import { bottomInset, canvasPadding, topInset, minZoom, maxZoom, type Box, type Rect } from "./geometry";

/** Called when the view moves, at most once per frame, and once when it rests. */
export type ViewListener = (moving: boolean) => void;

const restAfterMillis = 180;

export class Viewport {
  private x = 0;
  private y = 0;
  private scale = 1;
  private width = 0;
  private height = 0;
  private frame: number | undefined;
  private rest: number | undefined;
  private glide: number | undefined;

  private readonly layer: () => HTMLElement | null;
  private readonly listener: ViewListener;

  constructor(layer: () => HTMLElement | null, listener: ViewListener) {
    this.layer = layer;
    this.listener = listener;
  }

  get zoom(): number {
    return this.scale;
  }

  get hasSize(): boolean {
    return this.width > 0 && this.height > 0;
  }

  resize(width: number, height: number): void {
    this.width = width;
    this.height = height;
  }

  /** The visible part in the coordinates of the graph. */
  visible(): Rect {
    return {
      left: -this.x / this.scale,
      top: -this.y / this.scale,
      right: (this.width - this.x) / this.scale,
      bottom: (this.height - this.y) / this.scale,
    };
  }

  /** The middle of what is free of toolbar and controls, in the coordinates of the graph. */
  centre(): readonly [number, number] {
    return [(this.width / 2 - this.x) / this.scale, ((topInset + this.height - bottomInset) / 2 - this.y) / this.scale];
  }

  panBy(dx: number, dy: number): void {
    this.stopGlide();
    this.x += dx;
    this.y += dy;
    this.changed();
  }

  /** Zooms so that the point of the canvas keeps showing the same place. */
  zoomAt(canvasX: number, canvasY: number, factor: number): void {
    this.stopGlide();
    const scale = Math.min(maxZoom, Math.max(minZoom, this.scale * factor));
    this.x = canvasX - ((canvasX - this.x) * scale) / this.scale;
    this.y = canvasY - ((canvasY - this.y) * scale) / this.scale;
    this.scale = scale;
    this.changed();
  }

  zoomInMiddle(factor: number): void {
    this.zoomAt(this.width / 2, this.height / 2, factor);
  }

  /** Shows these bounds: their width fits where that is possible above the least zoom, the height scrolls. */
  fit(bounds: Rect, options: { least: number; whole: boolean; towards?: Box; atLeft?: boolean; smooth?: boolean }): void {
    const free = { width: this.width - 2 * canvasPadding, height: this.height - topInset - bottomInset };
    const wide = free.width / Math.max(1, bounds.right - bounds.left);
    const high = free.height / Math.max(1, bounds.bottom - bounds.top);
    const wanted = options.whole ? Math.min(wide, high) : wide;
    this.scale = Math.min(1, Math.max(options.least, minZoom, wanted));
    const x = this.along(bounds.left, bounds.right, canvasPadding, free.width, options.atLeft ? undefined : middleX(options.towards));
    const y = this.along(bounds.top, bounds.bottom, topInset, free.height, middleY(options.towards));
    this.moveTo(x, y, options.smooth ?? false);
  }

  /** Where to put the origin so that the span is centred, or, when it is too long, the wanted point is. */
  private along(from: number, to: number, inset: number, free: number, wanted: number | undefined): number {
    const length = (to - from) * this.scale;
    if (length <= free) {
      return inset + (free - length) / 2 - from * this.scale;
    }
    if (wanted === undefined) {
      return inset - from * this.scale;
    }
    const centred = inset + free / 2 - wanted * this.scale;
    return Math.min(inset - from * this.scale, Math.max(inset + free - to * this.scale, centred));
  }

  /** Pans as little as needed to show the box, or not at all. */
  reveal(box: Box, smooth: boolean): void {
    const left = box.x * this.scale + this.x - canvasPadding;
    const right = (box.x + box.width) * this.scale + this.x + canvasPadding;
    const top = box.y * this.scale + this.y - topInset;
    const bottom = (box.y + box.height) * this.scale + this.y + bottomInset;
    const dx = left < 0 ? -left : right > this.width ? Math.max(this.width - right, -left) : 0;
    const dy = top < 0 ? -top : bottom > this.height ? Math.max(this.height - bottom, -top) : 0;
    if (dx !== 0 || dy !== 0) {
      this.moveTo(this.x + dx, this.y + dy, smooth);
    }
  }

  centreOn(box: Box, smooth: boolean): void {
    const x = this.width / 2 - (box.x + box.width / 2) * this.scale;
    const y = (topInset + this.height - bottomInset) / 2 - (box.y + box.height / 2) * this.scale;
    this.moveTo(x, y, smooth);
  }

  /** Compensates a move of the anchor within the graph, in the same time and manner as nodes move. */
  follow(dx: number, dy: number): void {
    this.moveTo(this.x - dx * this.scale, this.y - dy * this.scale, true);
  }

  private moveTo(x: number, y: number, smooth: boolean): void {
    this.stopGlide();
    this.x = x;
    this.y = y;
    if (smooth) {
      this.layer()?.classList.add("gliding");
      this.glide = window.setTimeout(() => this.stopGlide(), 200);
    }
    this.changed();
  }

  private stopGlide(): void {
    if (this.glide !== undefined) {
      window.clearTimeout(this.glide);
      this.glide = undefined;
      this.layer()?.classList.remove("gliding");
    }
  }

  private changed(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.listener(true);
      window.clearTimeout(this.rest);
      this.rest = window.setTimeout(() => this.listener(false), restAfterMillis);
    });
  }

  /** Moves the layer of elements to where the view is; not needed while the movement is painted. */
  apply(moving: boolean): void {
    const layer = this.layer();
    if (layer) {
      layer.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
      layer.classList.toggle("moving", moving);
    }
  }

  /** Offset and scale, for painting. */
  get transform(): { readonly x: number; readonly y: number; readonly scale: number } {
    return { x: this.x, y: this.y, scale: this.scale };
  }
}

function middleX(box: Box | undefined): number | undefined {
  return box && box.x + box.width / 2;
}

function middleY(box: Box | undefined): number | undefined {
  return box && box.y + box.height / 2;
}
