// Paints many nodes on a canvas: while the view moves below the readable zoom, and in a far view in which only bars and pins are visible. It looks like the elements, so that the switch is not noticeable.

import { iconPaths } from "../icon-paths";
import { painted, paintedFont, rectOf, intersects, type Rect } from "./geometry";
import type { DrawnGraph } from "./filter";
import type { GraphEdge, GraphNode, NodeState } from "./model";

const tokens = ["paper-0", "edge", "ink", "memo-glyph"] as const;
const stateTokens = ["state-run", "state-done", "state-fail", "state-stop", "state-sleep", "state-wait"] as const;

type Token = (typeof tokens)[number] | (typeof stateTokens)[number];

const tokenOf: Record<NodeState, Token> = {
  waiting: "state-wait",
  scheduled: "state-wait",
  blocked: "state-wait",
  queued: "state-wait",
  running: "state-run",
  done: "state-done",
  failed: "state-fail",
  timedOut: "state-fail",
  abandoned: "state-stop",
  cancelled: "state-stop",
  suspended: "state-sleep",
  part: "state-sleep",
};

const iconSize = 24;
const pinFilled = pathOf(iconPaths["pin-filled"].body);
const pinOutlined = pathOf(iconPaths.pin.body);

export interface PaintedView {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly visible: Rect;
  /** Bars and pins only. */
  readonly far: boolean;
}

/** Whether more nodes than this are in sight. */
export function isCrowded(drawn: DrawnGraph, visible: Rect, limit: number): boolean {
  let count = 0;
  for (const node of drawn.nodes.values()) {
    if (intersects(visible, rectOf(node)) && ++count > limit) {
      return true;
    }
  }
  return false;
}

export class CanvasPainter {
  private readonly colours = new Map<Token, string>();
  private font = "";

  /** Reads colours and font of the current theme from the tokens. */
  readTheme(canvas: HTMLCanvasElement): void {
    const probe = document.createElement("span");
    canvas.after(probe);
    for (const token of [...tokens, ...stateTokens]) {
      probe.style.color = `var(--${token})`;
      this.colours.set(token, getComputedStyle(probe).color);
    }
    probe.style.fontFamily = "var(--mono)";
    this.font = paintedFont(getComputedStyle(probe).fontFamily);
    probe.remove();
  }

  paint(canvas: HTMLCanvasElement, drawn: DrawnGraph, view: PaintedView, selected: string): void {
    const context = canvas.getContext("2d")!;
    const density = window.devicePixelRatio || 1;
    this.clear(canvas, context, density);
    const scale = view.scale * density;
    context.setTransform(scale, 0, 0, scale, view.x * density, view.y * density);
    const nodes = [...drawn.nodes.values()].filter((node) => node.kind !== "group" && intersects(view.visible, rectOf(node)));
    this.paintEdges(context, drawn.edges, view);
    this.paintBoxes(context, nodes, view, selected);
    this.paintBars(context, nodes, view);
    this.paintPins(context, nodes, view);
    if (!view.far) {
      this.paintNames(context, nodes);
    }
  }

  private clear(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, density: number): void {
    const width = Math.round(canvas.clientWidth * density);
    const height = Math.round(canvas.clientHeight * density);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
  }

  private paintEdges(context: CanvasRenderingContext2D, edges: readonly GraphEdge[], view: PaintedView): void {
    const width = view.far ? 4 : 2;
    context.lineCap = "round";
    for (const kind of ["dependency", "call", "reuse"] as const) {
      context.lineWidth = kind === "reuse" ? 2 * width : width;
      context.strokeStyle = this.colour(kind === "reuse" ? "memo-glyph" : "edge");
      context.setLineDash(view.far || kind === "dependency" ? [] : kind === "call" ? [5, 4] : [0.1, 5]);
      context.beginPath();
      for (const edge of edges) {
        if (edge.kind === kind) {
          edge.points.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
        }
      }
      context.stroke();
    }
    context.setLineDash([]);
  }

  private paintBoxes(context: CanvasRenderingContext2D, nodes: readonly GraphNode[], view: PaintedView, selected: string): void {
    context.fillStyle = this.colour("paper-0");
    context.strokeStyle = this.colour("edge");
    context.lineWidth = view.far ? painted.borderFar : painted.borderMiddle;
    context.beginPath();
    for (const node of nodes) {
      context.roundRect(node.x, node.y, node.width, node.height, painted.corner);
    }
    context.fill();
    context.stroke();
    const chosen = nodes.find((node) => node.id === selected);
    if (chosen) {
      context.strokeStyle = this.colour("ink");
      context.lineWidth = 2 / view.scale;
      context.strokeRect(chosen.x, chosen.y, chosen.width, chosen.height);
    }
  }

  private paintBars(context: CanvasRenderingContext2D, nodes: readonly GraphNode[], view: PaintedView): void {
    const width = view.far ? painted.barFar : painted.barMiddle;
    for (const token of stateTokens) {
      context.fillStyle = this.colour(token);
      context.beginPath();
      for (const node of nodes) {
        if (node.state && tokenOf[node.state] === token) {
          context.roundRect(node.x, node.y, width, node.height, [painted.corner, 0, 0, painted.corner]);
        }
      }
      context.fill();
    }
  }

  private paintPins(context: CanvasRenderingContext2D, nodes: readonly GraphNode[], view: PaintedView): void {
    const size = view.far ? painted.pinFar : painted.pinMiddle;
    context.fillStyle = this.colour("memo-glyph");
    context.strokeStyle = this.colour("memo-glyph");
    context.lineWidth = 2;
    for (const node of nodes) {
      if (node.memo) {
        const x = view.far ? node.x + (node.width - size) / 2 : node.x + node.width - painted.inset - size;
        context.save();
        context.translate(x, node.y + (node.height - size) / 2);
        context.scale(size / iconSize, size / iconSize);
        if (node.memo.reused) {
          context.fill(pinFilled);
        } else {
          context.stroke(pinOutlined);
        }
        context.restore();
      }
    }
  }

  private paintNames(context: CanvasRenderingContext2D, nodes: readonly GraphNode[]): void {
    context.fillStyle = this.colour("ink");
    context.font = this.font;
    context.textBaseline = "middle";
    for (const node of nodes) {
      const room = node.width - 2 * painted.inset - (node.memo ? painted.pinMiddle + painted.inset : 0);
      const letters = Math.floor(room / painted.textAdvance);
      const name = node.target.length > letters ? `${node.target.slice(0, letters - 1)}…` : node.target;
      context.fillText(name, node.x + painted.inset, node.y + node.height / 2);
    }
  }

  private colour(token: Token): string {
    return this.colours.get(token) ?? "";
  }
}

function pathOf(body: string): Path2D {
  const path = new Path2D();
  for (const [, data] of body.matchAll(/ d="([^"]+)"/g)) {
    path.addPath(new Path2D(data));
  }
  return path;
}
