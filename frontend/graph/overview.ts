// A crowd of nodes painted on a canvas: while the view moves below the readable zoom, and from far away for as long as
// only bars and pins would be seen. It looks as the elements do, so that changing over is not noticed.

import { iconPaths } from "../icon-paths";
import { painted, paintedFont, rectOf, touches, type Rect } from "./geometry";
import type { Drawn } from "./filter";
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
};

const iconSize = 24;
const pinFilled = pathOf(iconPaths["pin-filled"].body);
const pinOutlined = pathOf(iconPaths.pin.body);

export interface OverviewView {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly visible: Rect;
  /** Bars and pins only. */
  readonly far: boolean;
}

/** Whether more nodes than this are in sight. */
export function isCrowded(drawn: Drawn, visible: Rect, limit: number): boolean {
  let count = 0;
  for (const node of drawn.nodes.values()) {
    if (touches(visible, rectOf(node)) && ++count > limit) {
      return true;
    }
  }
  return false;
}

export class Overview {
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

  paint(canvas: HTMLCanvasElement, drawn: Drawn, view: OverviewView, selected: string): void {
    const brush = canvas.getContext("2d")!;
    const density = window.devicePixelRatio || 1;
    this.clear(canvas, brush, density);
    const scale = view.scale * density;
    brush.setTransform(scale, 0, 0, scale, view.x * density, view.y * density);
    const nodes = [...drawn.nodes.values()].filter((node) => node.kind !== "group" && touches(view.visible, rectOf(node)));
    this.paintEdges(brush, drawn.edges, view);
    this.paintBoxes(brush, nodes, view, selected);
    this.paintBars(brush, nodes, view);
    this.paintPins(brush, nodes, view);
    if (!view.far) {
      this.paintNames(brush, nodes);
    }
  }

  private clear(canvas: HTMLCanvasElement, brush: CanvasRenderingContext2D, density: number): void {
    const width = Math.round(canvas.clientWidth * density);
    const height = Math.round(canvas.clientHeight * density);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    brush.setTransform(1, 0, 0, 1, 0, 0);
    brush.clearRect(0, 0, width, height);
  }

  private paintEdges(brush: CanvasRenderingContext2D, edges: readonly GraphEdge[], view: OverviewView): void {
    const width = view.far ? 4 : 2;
    brush.lineCap = "round";
    for (const kind of ["dependency", "call", "reuse"] as const) {
      brush.lineWidth = kind === "reuse" ? 2 * width : width;
      brush.strokeStyle = this.colour(kind === "reuse" ? "memo-glyph" : "edge");
      brush.setLineDash(view.far || kind === "dependency" ? [] : kind === "call" ? [5, 4] : [0.1, 5]);
      brush.beginPath();
      for (const edge of edges) {
        if (edge.kind === kind) {
          edge.points.forEach(([x, y], i) => (i === 0 ? brush.moveTo(x, y) : brush.lineTo(x, y)));
        }
      }
      brush.stroke();
    }
    brush.setLineDash([]);
  }

  private paintBoxes(brush: CanvasRenderingContext2D, nodes: readonly GraphNode[], view: OverviewView, selected: string): void {
    brush.fillStyle = this.colour("paper-0");
    brush.strokeStyle = this.colour("edge");
    brush.lineWidth = view.far ? painted.borderFar : painted.borderMiddle;
    brush.beginPath();
    for (const node of nodes) {
      brush.roundRect(node.x, node.y, node.width, node.height, painted.corner);
    }
    brush.fill();
    brush.stroke();
    const chosen = nodes.find((node) => node.id === selected);
    if (chosen) {
      brush.strokeStyle = this.colour("ink");
      brush.lineWidth = 2 / view.scale;
      brush.strokeRect(chosen.x, chosen.y, chosen.width, chosen.height);
    }
  }

  private paintBars(brush: CanvasRenderingContext2D, nodes: readonly GraphNode[], view: OverviewView): void {
    const width = view.far ? painted.barFar : painted.barMiddle;
    for (const token of stateTokens) {
      brush.fillStyle = this.colour(token);
      brush.beginPath();
      for (const node of nodes) {
        if (node.state && tokenOf[node.state] === token) {
          brush.roundRect(node.x, node.y, width, node.height, [painted.corner, 0, 0, painted.corner]);
        }
      }
      brush.fill();
    }
  }

  private paintPins(brush: CanvasRenderingContext2D, nodes: readonly GraphNode[], view: OverviewView): void {
    const size = view.far ? painted.pinFar : painted.pinMiddle;
    brush.fillStyle = this.colour("memo-glyph");
    brush.strokeStyle = this.colour("memo-glyph");
    brush.lineWidth = 2;
    for (const node of nodes) {
      if (node.memo) {
        const x = view.far ? node.x + (node.width - size) / 2 : node.x + node.width - painted.inset - size;
        brush.save();
        brush.translate(x, node.y + (node.height - size) / 2);
        brush.scale(size / iconSize, size / iconSize);
        if (node.memo.reused) {
          brush.fill(pinFilled);
        } else {
          brush.stroke(pinOutlined);
        }
        brush.restore();
      }
    }
  }

  private paintNames(brush: CanvasRenderingContext2D, nodes: readonly GraphNode[]): void {
    brush.fillStyle = this.colour("ink");
    brush.font = this.font;
    brush.textBaseline = "middle";
    for (const node of nodes) {
      const room = node.width - 2 * painted.inset - (node.memo ? painted.pinMiddle + painted.inset : 0);
      const letters = Math.floor(room / painted.textAdvance);
      const name = node.target.length > letters ? `${node.target.slice(0, letters - 1)}…` : node.target;
      brush.fillText(name, node.x + painted.inset, node.y + node.height / 2);
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
