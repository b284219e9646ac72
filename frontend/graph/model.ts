// What the server sends about a run, and a store of it that knows who called whom.

import { WallCells, type WallChange } from "./wall-cells";

export type NodeKind = "step" | "group" | "start" | "parentRun" | "spawnedRun" | "collapsed" | "chain" | "wall" | "more";

export type NodeState =
  | "waiting"
  | "scheduled"
  | "blocked"
  | "queued"
  | "running"
  | "done"
  | "failed"
  | "timedOut"
  | "abandoned"
  | "cancelled"
  | "suspended"
  | "part";

export interface Memo {
  readonly reused: boolean;
  readonly count: number;
  readonly from?: string;
  readonly usedAttempt?: number;
  readonly title: string;
}

export interface Counts {
  readonly done: number;
  readonly failed: number;
  readonly running: number;
  readonly waiting: number;
}

export interface GraphNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly module: string;
  readonly target: string;
  /** In one line; the node cuts it. */
  readonly arguments?: string;
  /** The arguments without the names of parameters, where these may have no room. */
  readonly values?: string;
  /** The module, where it is another one than the caller's. */
  readonly otherModule?: string;
  readonly state?: NodeState;
  readonly stateText: string;
  readonly startedAtMillis?: number;
  readonly reason?: string;
  readonly progress?: number;
  readonly attempt?: number;
  readonly attempts?: number;
  readonly memo?: Memo;
  readonly workspaceChip?: string;
  readonly cachedFrom?: string;
  readonly stale?: "stale" | "staleBelow" | "mayBecomeStale";
  readonly usedAttempt?: number;
  readonly count?: number;
  readonly counts?: Counts;
  readonly label: string;
  readonly parent?: string;
  /** How it differs from an older run. */
  readonly mark?: "added" | "gone" | "changed";
}

export type Point = readonly [number, number];

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: "dependency" | "call" | "reuse";
  /** One line or two. */
  readonly label?: string;
  /** The right end of the lowest line of the label; without it the label is not drawn. */
  readonly labelAt?: Point;
  readonly points: readonly Point[];
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** What changed in the cells of walls, by the id of the node. */
  readonly walls?: Readonly<Record<string, WallChange>>;
}

/** Nodes and edges that are new or different, ids of those that went, and the order of nodes when it changed. */
export interface Patch extends Graph {
  readonly gone: readonly string[];
  readonly goneEdges: readonly string[];
  readonly order?: readonly string[];
}

/** Done, but with results that have changed since: drawn like what waits. */
export function isStaleDone(node: GraphNode): boolean {
  return node.state === "done" && (node.stale === "stale" || node.stale === "staleBelow");
}

const failing: readonly NodeState[] = ["failed", "timedOut", "abandoned"];

export function hasFailedState(state: NodeState): boolean {
  return failing.includes(state);
}

export function hasFailed(node: GraphNode): boolean {
  return node.state !== undefined && hasFailedState(node.state);
}

/** One card for several steps. */
export function isFolded(node: GraphNode): boolean {
  return node.kind === "collapsed" || node.kind === "chain" || node.kind === "wall";
}

const signs = { added: "+", gone: "−", changed: "≠" } as const;

/** The sign of a node that differs from an older run; empty for others. */
export function signOf(node: GraphNode): string {
  return node.mark ? signs[node.mark] : "";
}

export class GraphStore {
  private nodes = new Map<string, GraphNode>();
  private edges = new Map<string, GraphEdge>();
  private callersById = new Map<string, string[]>();
  private calleesById = new Map<string, string[]>();
  private levels: Map<string, number> | undefined;
  private walls = new Map<string, WallCells>();

  replace(graph: Graph): void {
    this.nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    this.edges = new Map(graph.edges.map((edge) => [edge.id, edge]));
    this.walls.clear();
    this.changeWalls(graph);
    this.connect();
  }

  private changeWalls(graph: Graph): void {
    for (const [id, change] of Object.entries(graph.walls ?? {})) {
      this.walls.set(id, this.wall(id).with(change));
    }
  }

  /** The cells of a wall; none for another node. */
  wall(id: string): WallCells {
    return this.walls.get(id) ?? WallCells.none;
  }

  apply(patch: Patch): void {
    patch.gone.forEach((id) => this.nodes.delete(id));
    this.changeWalls(patch);
    patch.goneEdges.forEach((id) => this.edges.delete(id));
    patch.nodes.forEach((node) => this.nodes.set(node.id, node));
    patch.edges.forEach((edge) => this.edges.set(edge.id, edge));
    if (patch.order) {
      this.reorder(patch.order);
    }
    if (patch.order || patch.edges.length > 0 || patch.goneEdges.length > 0) {
      this.connect();
    }
  }

  get(id: string | undefined): GraphNode | undefined {
    return id === undefined ? undefined : this.nodes.get(id);
  }

  get size(): number {
    return this.nodes.size;
  }

  /** In call order. */
  allNodes(): IterableIterator<GraphNode> {
    return this.nodes.values();
  }

  allEdges(): IterableIterator<GraphEdge> {
    return this.edges.values();
  }

  /** Its callers, in call order. */
  callers(id: string): readonly string[] {
    return this.callersById.get(id) ?? [];
  }

  /** What it called, in call order. */
  callees(id: string): readonly string[] {
    return this.calleesById.get(id) ?? [];
  }

  /** The depth of a node, from 1: the shortest path from a node without callers. */
  level(id: string): number {
    if (!this.levels) {
      this.levels = new Map();
      let level = 1;
      let row = [...this.nodes.keys()].filter((start) => this.callers(start).length === 0);
      while (row.length > 0) {
        const below: string[] = [];
        for (const at of row) {
          if (!this.levels.has(at)) {
            this.levels.set(at, level);
            below.push(...this.callees(at));
          }
        }
        row = below;
        level++;
      }
    }
    return this.levels.get(id) ?? 1;
  }

  firstFailed(): GraphNode | undefined {
    const failed = [...this.nodes.values()].filter((node) => node.kind === "step" && hasFailed(node));
    return failed.find((node) => !this.callees(node.id).some((id) => hasFailed(this.nodes.get(id)!))) ?? failed[0];
  }

  firstRunning(): GraphNode | undefined {
    const running = [...this.nodes.values()].filter((node) => node.kind === "step" && node.state === "running");
    return running.find((node) => !this.callees(node.id).some((id) => this.nodes.get(id)!.state === "running")) ?? running[0];
  }

  private reorder(order: readonly string[]): void {
    const ordered = new Map<string, GraphNode>();
    for (const id of order) {
      const node = this.nodes.get(id);
      if (node) {
        ordered.set(id, node);
      }
    }
    this.nodes = ordered;
  }

  private connect(): void {
    this.levels = undefined;
    this.callersById = new Map();
    this.calleesById = new Map();
    for (const edge of this.edges.values()) {
      if (this.nodes.has(edge.from) && this.nodes.has(edge.to)) {
        add(this.callersById, edge.to, edge.from);
        add(this.calleesById, edge.from, edge.to);
      }
    }
    for (const callees of this.calleesById.values()) {
      callees.sort((one, other) => this.nodes.get(one)!.y - this.nodes.get(other)!.y);
    }
  }
}

function add(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (!list) {
    lists.set(key, [value]);
  } else if (!list.includes(value)) {
    list.push(value);
  }
}
