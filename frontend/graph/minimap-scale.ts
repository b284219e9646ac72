// The measures of the small picture of a graph.

import type { Rect } from "./geometry";

/** Where a point of the graph is in the small picture, and back. */
export class MinimapScale {
  readonly scale: number;
  private readonly x: number;
  private readonly y: number;

  constructor(bounds: Rect, width: number, height: number) {
    const wide = Math.max(1, bounds.right - bounds.left);
    const high = Math.max(1, bounds.bottom - bounds.top);
    this.scale = Math.min(width / wide, height / high);
    this.x = (width - wide * this.scale) / 2 - bounds.left * this.scale;
    this.y = (height - high * this.scale) / 2 - bounds.top * this.scale;
  }

  toMap(x: number, y: number): readonly [number, number] {
    return [x * this.scale + this.x, y * this.scale + this.y];
  }

  toGraph(x: number, y: number): readonly [number, number] {
    return [(x - this.x) / this.scale, (y - this.y) / this.scale];
  }
}
