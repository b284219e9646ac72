// The measures of the graph as numbers: layout, hit testing and virtualisation need them. GraphGeometry.java knows
// the same; everything that only a style sheet needs is in studio-themes/.

import type { GraphEdge, Point } from "./model";

export const rowGap = 16;
export const cornerRadius = 8;
/** How many letters of a line of a label are drawn, and how high it is; EdgeLabels.java finds room for so much. */
export const labelCharacters = 10;
export const labelLine = 13;
/** What stays free around what is shown. */
export const canvasPadding = 32;
export const topInset = 16;
export const bottomInset = 16;
/** How much beyond the visible part is kept in the document, on each side, as a share of the visible part. */
export const overscan = 0.35;

export const minZoom = 0.01;
export const maxZoom = 2;
/** Below this only name, bar and pin are drawn. */
export const readableZoom = 0.6;
export const barOnlyZoom = 0.3;
/** Below this only the colours of states are painted. */
export const colourZoom = 0.1;
export const zoomStep = 1.25;
/** Above so many nodes the whole graph is shown in a corner, too. */
export const minimapNodes = 50;
/** Focus shows up to so many calls around the selection. */
export const mostCallsAround = 3;
/** With more visible nodes than this, movement below the readable zoom is painted instead of moving elements. */
export const crowdWhileMoving = 120;
/** With more visible nodes than this, a far view stays painted at rest. */
export const crowdAtRest = 600;

/** What the painted picture knows of a node's slots, as the style sheet has them. */
export const painted = {
  corner: 6,
  barMiddle: 6,
  barFar: 24,
  inset: 16,
  pinMiddle: 24,
  pinFar: 44,
  text: 21,
  textAdvance: 12.6,
  borderMiddle: 1,
  borderFar: 3,
  ring: 2,
  ringNow: 4,
} as const;

export function paintedFont(family: string): string {
  return `500 ${painted.text}px ${family}`;
}

export const wheelSpeed = 0.0016;
/** A pointer that moves less than this clicks. */
export const dragThreshold = 4;

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function rectOf(box: Box): Rect {
  return { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
}

export function intersects(one: Rect, other: Rect): boolean {
  return one.left <= other.right && other.left <= one.right && one.top <= other.bottom && other.top <= one.bottom;
}

export function contains(outer: Rect, inner: Rect): boolean {
  return (
    outer.left <= inner.left && outer.right >= inner.right && outer.top <= inner.top && outer.bottom >= inner.bottom
  );
}

export function enlarged(rect: Rect, share: number): Rect {
  const dx = (rect.right - rect.left) * share;
  const dy = (rect.bottom - rect.top) * share;
  return { left: rect.left - dx, top: rect.top - dy, right: rect.right + dx, bottom: rect.bottom + dy };
}

export function boundsOf(boxes: Iterable<Box>): Rect | undefined {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return left === Infinity ? undefined : { left, top, right, bottom };
}

/** The box whose middle is nearest to a point; undefined when there is none. */
export function nearest<B extends Box>(boxes: Iterable<B>, [x, y]: Point): B | undefined {
  let best: B | undefined;
  let least = Infinity;
  for (const box of boxes) {
    const apart = Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y);
    if (apart < least) {
      least = apart;
      best = box;
    }
  }
  return best;
}

export function rectOfEdge(edge: GraphEdge): Rect {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const [x, y] of edge.points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom };
}

/** A line with rounded corners through the points, as SVG path data. */
export function pathThrough(points: readonly Point[]): string {
  const first = points[0];
  if (!first) {
    return "";
  }
  let path = `M${first[0]} ${first[1]}`;
  for (let i = 1; i < points.length - 1; i++) {
    path += corner(points[i - 1]!, points[i]!, points[i + 1]!);
  }
  const last = points[points.length - 1]!;
  return `${path}L${last[0]} ${last[1]}`;
}

function corner(before: Point, at: Point, after: Point): string {
  const radius = Math.min(cornerRadius, distance(before, at) / 2, distance(at, after) / 2);
  const enter = towards(at, before, radius);
  const leave = towards(at, after, radius);
  return `L${enter[0]} ${enter[1]}Q${at[0]} ${at[1]} ${leave[0]} ${leave[1]}`;
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return [round(from[0] + ((to[0] - from[0]) * by) / length), round(from[1] + ((to[1] - from[1]) * by) / length)];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
