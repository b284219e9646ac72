// Where the arrow keys lead: left to the caller, right to the first callee, up and down among siblings. A group stands
// above the first of what it holds: up from there leads to it, right and down lead back in.

import type { DrawnGraph } from "./filter";
import type { GraphNode, GraphStore } from "./model";

export type Direction = "left" | "right" | "up" | "down";

export class KeyboardNavigation {
  /** From where a node was reached, so that left leads back there when several called it. */
  private readonly cameFrom = new Map<string, string>();

  private readonly store: GraphStore;

  constructor(store: GraphStore) {
    this.store = store;
  }

  next(drawn: DrawnGraph, id: string, direction: Direction): string | undefined {
    const first = firstWithin(drawn, id);
    if (first !== undefined) {
      return direction === "right" || direction === "down" ? first : this.besideGroup(drawn, id, first, direction);
    }
    switch (direction) {
      case "left":
        return this.caller(drawn, id);
      case "right":
        return this.callee(drawn, id);
      case "up":
        return groupBegunBy(drawn, id) ?? this.above(drawn, id);
      default:
        return this.sibling(drawn, id, 1) ?? beside(drawn, id, direction);
    }
  }

  private above(drawn: DrawnGraph, id: string): string | undefined {
    return this.sibling(drawn, id, -1) ?? beside(drawn, id, "up");
  }

  private besideGroup(drawn: DrawnGraph, group: string, first: string, direction: "left" | "up"): string | undefined {
    return direction === "left" ? this.caller(drawn, first) : (groupBegunBy(drawn, group) ?? this.above(drawn, first));
  }

  private caller(drawn: DrawnGraph, id: string): string | undefined {
    const callers = this.store.callers(id).filter((caller) => drawn.nodes.has(caller));
    const last = this.cameFrom.get(id);
    return last !== undefined && callers.includes(last) ? last : callers[0];
  }

  private callee(drawn: DrawnGraph, id: string): string | undefined {
    const callee = this.store.callees(id).find((other) => drawn.nodes.has(other));
    if (callee !== undefined) {
      this.cameFrom.set(callee, id);
    }
    return callee;
  }

  private sibling(drawn: DrawnGraph, id: string, step: number): string | undefined {
    const caller = this.caller(drawn, id);
    if (caller === undefined) {
      return undefined;
    }
    const siblings = this.store.callees(caller).filter((other) => drawn.nodes.has(other));
    const sibling = siblings[siblings.indexOf(id) + step];
    if (sibling !== undefined) {
      this.cameFrom.set(sibling, caller);
    }
    return sibling;
  }
}

/** The first node within a group; undefined for what is no group. */
function firstWithin(drawn: DrawnGraph, id: string): string | undefined {
  if (drawn.nodes.get(id)?.kind !== "group") {
    return undefined;
  }
  return [...drawn.nodes.values()].filter((node) => node.parent === id).sort((one, other) => one.y - other.y)[0]?.id;
}

/** The group of which this is the first node. */
function groupBegunBy(drawn: DrawnGraph, id: string): string | undefined {
  const group = drawn.nodes.get(id)?.parent;
  return group !== undefined && drawn.nodes.has(group) && firstWithin(drawn, group) === id ? group : undefined;
}

/** The nearest node above or below in about the same column, regardless of its caller. */
function beside(drawn: DrawnGraph, id: string, direction: Direction): string | undefined {
  const from = drawn.nodes.get(id);
  if (!from) {
    return undefined;
  }
  let best: GraphNode | undefined;
  for (const node of drawn.nodes.values()) {
    const ahead = direction === "up" ? node.y < from.y : node.y > from.y;
    const sameColumn = node.x < from.x + from.width && from.x < node.x + node.width;
    if (node.id !== id && node.kind !== "group" && ahead && sameColumn) {
      const nearer = !best || Math.abs(node.y - from.y) < Math.abs(best.y - from.y);
      best = nearer ? node : best;
    }
  }
  return best?.id;
}
