// Find: the nodes that a text matches, the cells of walls, and at which of them the user is.

import { matchesText } from "./filter";
import type { GraphNode } from "./model";
import type { WallCells } from "./wall-cells";

/** The numbers of steps that match, by the id of the card that stands for them. */
export type Members = Readonly<Record<string, readonly number[]>>;

/** What was found. */
interface FoundStep {
  readonly id: string;
  /** The number of the step, when it is a cell of a wall; else 0. */
  readonly step: number;
}

export class Find {
  text = "";
  private found: readonly FoundStep[] = [];
  private members: Members = {};
  private cells = new Map<string, ReadonlySet<number>>();
  private nodeIds: ReadonlySet<string> = new Set();
  /** At which of the places found, from 0. */
  at = 0;

  get count(): number {
    return this.found.length;
  }

  /** Whether something is looked for, found or not. */
  get active(): boolean {
    return this.text.trim() !== "";
  }

  /** The id of the node the user is at; undefined when nothing is found. */
  get current(): string | undefined {
    return this.found[this.at]?.id;
  }

  /** The number of the step whose cell the user is at; 0 for a node. */
  get currentStep(): number {
    return this.found[this.at]?.step ?? 0;
  }

  /** Which nodes are found, or have cells that are. */
  ids(): ReadonlySet<string> {
    return this.nodeIds;
  }

  /** The steps of a wall that are found; undefined when it is found, or not, as a whole. */
  stepsOf(id: string): ReadonlySet<number> | undefined {
    return this.cells.get(id);
  }

  /** Looks for a text from the first node on; steps within cards are known later. */
  start(text: string, nodes: Iterable<GraphNode>, wall: (id: string) => WallCells): void {
    this.text = text;
    this.at = 0;
    this.members = {};
    this.search(nodes, wall);
  }

  /** What the server found within cards; nothing, when another text is looked for meanwhile. */
  know(text: string, members: Members): void {
    if (text === this.text) {
      this.members = members;
    }
  }

  /** Looks again, in changed nodes; stays at the same place as far as that exists. */
  search(nodes: Iterable<GraphNode>, wall: (id: string) => WallCells): void {
    const found: FoundStep[] = [];
    this.cells = new Map();
    for (const node of nodes) {
      const members = this.members[node.id] ?? [];
      if (node.kind === "wall" && members.length > 0 && !matchesText({ ...node, arguments: "" }, this.text)) {
        const steps = new Set(members);
        this.cells.set(node.id, steps);
        found.push(...wall(node.id).stepsIn(steps).map((step) => ({ id: node.id, step })));
      } else if (members.length > 0 || matchesText(node, this.text)) {
        found.push({ id: node.id, step: 0 });
      }
    }
    this.found = found;
    this.nodeIds = new Set(found.map(({ id }) => id));
    this.at = Math.min(this.at, Math.max(0, found.length - 1));
  }

  /** Goes so many places on, or back, and round at the ends. */
  step(by: number): void {
    if (this.found.length > 0) {
      this.at = (this.at + by + this.found.length) % this.found.length;
    }
  }
}
