// Paints many nodes on a canvas: while the view moves below the readable zoom, and in a far view in which only bars and pins are visible. It looks like the elements, so that the switch is not noticeable.

import { iconPaths } from "../icon-paths";
import { painted, paintedFont, rectOf, intersects, type Rect } from "./geometry";
import type { DrawnGraph } from "./filter";
import { isStaleDone, type GraphEdge, type GraphNode, type NodeState } from "./model";

const tokens = ["paper-0", "edge", "ink", "memo-glyph"] as const;
const stateTokens = ["state-run", "state-done", "state-fail", "state-stop", "state-sleep", "state-wait"] as const;

type Token = (typeof tokens)[number] | (typeof stateTokens)[number];

export const tokenOf: Record<NodeState, Token> = {
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

function barToken(node: GraphNode): Token | undefined {
  return isStaleDone(node) ? "state-wait" : node.state && tokenOf[node.state];
}

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
  /** Nothing but the colours of states. */
  readonly colours: boolean;
}

/** What stands out: the selection and what was searched for. */
export interface Marks {
  readonly selected: string;
  readonly found: ReadonlySet<string>;
  readonly foundNow: string | undefined;
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

/** The colours and the font of the theme, as numbers for a canvas. */
export class PaintedTheme {
  private readonly colours = new Map<Token, string>();
  font = "";

  /** Reads colours and font of the current theme from the tokens. */
  readTheme(canvas: HTMLCanvasElement): void {
    const probe = document.createElement("span");
    // With reduced motion every change of a colour is a short transition.
    probe.style.transition = "none";
    canvas.after(probe);
    for (const token of [...tokens, ...stateTokens]) {
      probe.style.color = `var(--${token})`;
      this.colours.set(token, getComputedStyle(probe).color);
    }
    probe.style.fontFamily = "var(--mono)";
    this.font = paintedFont(getComputedStyle(probe).fontFamily);
    probe.remove();
  }

  colour(token: Token): string {
    return this.colours.get(token) ?? "";
  }

  /** Fills the left part of each node, up to its whole, with the colour of its state. */
  paintStates(context: CanvasRenderingContext2D, nodes: readonly GraphNode[], width: (node: GraphNode) => number): void {
    for (const token of stateTokens) {
      context.fillStyle = this.colour(token);
      context.beginPath();
      for (const node of nodes) {
        if (barToken(node) === token) {
          context.roundRect(node.x, node.y, width(node), node.height, [painted.corner, 0, 0, painted.corner]);
        }
      }
      context.fill();
    }
  }
}

export class CanvasPainter {
  private readonly theme = new PaintedTheme();

  readTheme(canvas: HTMLCanvasElement): void {
    this.theme.readTheme(canvas);
  }

  paint(canvas: HTMLCanvasElement, drawn: DrawnGraph, view: PaintedView, marks: Marks): void {
    const context = canvas.getContext("2d")!;
    const density = window.devicePixelRatio || 1;
    this.clear(canvas, context, density);
    const scale = view.scale * density;
    context.setTransform(scale, 0, 0, scale, view.x * density, view.y * density);
    const nodes = [...drawn.nodes.values()].filter((node) => node.kind !== "group" && intersects(view.visible, rectOf(node)));
    if (view.colours) {
      this.theme.paintStates(context, nodes, (node) => node.width);
    } else {
      this.paintEdges(context, drawn.edges, view);
      this.paintBoxes(context, nodes, view);
      this.theme.paintStates(context, nodes, () => (view.far ? painted.barFar : painted.barMiddle));
      this.paintPins(context, nodes, view);
    }
    if (!view.far) {
      this.paintNames(context, nodes);
    }
    this.paintDifferences(context, nodes, view);
    this.paintMarks(context, nodes, view, marks);
  }

  /** What an older run does not have, or what only that has. */
  private paintDifferences(context: CanvasRenderingContext2D, nodes: readonly GraphNode[], view: PaintedView): void {
    const line = painted.ring / view.scale;
    context.strokeStyle = this.colour("ink");
    context.lineWidth = line;
    for (const node of nodes) {
      if (node.mark) {
        context.setLineDash(node.mark === "gone" ? [4 * line, 2 * line] : []);
        context.strokeRect(node.x, node.y, node.width, node.height);
      }
    }
    context.setLineDash([]);
  }

  /** Rings that are as wide from far away as from near. */
  private paintMarks(context: CanvasRenderingContext2D, nodes: readonly GraphNode[], view: PaintedView, marks: Marks): void {
    context.strokeStyle = this.colour("ink");
    for (const node of nodes) {
      const now = node.id === marks.foundNow;
      if (now || node.id === marks.selected || marks.found.has(node.id)) {
        const ring = (now ? painted.ringNow : painted.ring) / view.scale;
        context.lineWidth = ring;
        context.strokeRect(node.x - ring, node.y - ring, node.width + 2 * ring, node.height + 2 * ring);
      }
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

  private paintBoxes(context: CanvasRenderingContext2D, nodes: readonly GraphNode[], view: PaintedView): void {
    context.fillStyle = this.colour("paper-0");
    context.strokeStyle = this.colour("edge");
    context.lineWidth = view.far ? painted.borderFar : painted.borderMiddle;
    context.beginPath();
    for (const node of nodes) {
      context.roundRect(node.x, node.y, node.width, node.height, painted.corner);
    }
    context.fill();
    context.stroke();
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
    context.font = this.theme.font;
    context.textBaseline = "middle";
    for (const node of nodes) {
      const room = node.width - 2 * painted.inset - (node.memo ? painted.pinMiddle + painted.inset : 0);
      const letters = Math.floor(room / painted.textAdvance);
      const name = node.target.length > letters ? `${node.target.slice(0, letters - 1)}…` : node.target;
      context.fillText(name, node.x + painted.inset, node.y + node.height / 2);
    }
  }

  private colour(token: Token): string {
    return this.theme.colour(token);
  }
}

function pathOf(body: string): Path2D {
  const path = new Path2D();
  for (const [, data] of body.matchAll(/ d="([^"]+)"/g)) {
    path.addPath(new Path2D(data));
  }
  return path;
}
