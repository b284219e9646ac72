// Find: the nodes that a text matches, and at which of them the user is.

import { matchesText } from "./filter";
import type { GraphNode } from "./model";

export class Find {
  text = "";
  private found: readonly string[] = [];
  /** At which of the found nodes, from 0. */
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
    return this.found[this.at];
  }

  /** Which nodes are found. */
  ids(): ReadonlySet<string> {
    return new Set(this.found);
  }

  /** Looks for a text from the first node on. */
  start(text: string, nodes: Iterable<GraphNode>): void {
    this.text = text;
    this.at = 0;
    this.search(nodes);
  }

  /** Looks again, in changed nodes; stays at the same place as far as that exists. */
  search(nodes: Iterable<GraphNode>): void {
    this.found = [...nodes].filter((node) => matchesText(node, this.text)).map((node) => node.id);
    this.at = Math.min(this.at, Math.max(0, this.found.length - 1));
  }

  /** Goes so many nodes on, or back, and round at the ends. */
  step(by: number): void {
    if (this.found.length > 0) {
      this.at = (this.at + by + this.found.length) % this.found.length;
    }
  }
}
