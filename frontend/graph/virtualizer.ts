// Which nodes and edges are in the document: those in and around the visible part, added in batches so that no frame takes long, however large the graph is.

import { contains, enlarged, overscan, rectOf, rectOfEdge, intersects, type Rect } from "./geometry";
import type { DrawnGraph } from "./filter";
import type { GraphEdge, GraphNode } from "./model";

/** How many nodes may be created or completed in one frame. */
const portionAtRest = 80;
const portionMoving = 24;
const edgePortion = 200;

/** How much of a node is drawn: everything, bar and pin, or nothing because a crowd is painted. */
export type Detail = "near" | "middle" | "far" | "crowd";

export interface RenderedNode {
  readonly node: GraphNode;
  readonly far: boolean;
}

export class Virtualizer {
  private area: Rect = { left: 0, top: 0, right: 0, bottom: 0 };
  private readonly far = new Map<string, boolean>();
  private readonly lines = new Set<string>();
  private readonly edgeRects = new WeakMap<GraphEdge, Rect>();

  /** True when the part kept in the document no longer suits what is visible. */
  cover(visible: Rect, moving: boolean): boolean {
    const tooWide = (this.area.right - this.area.left) > 5 * (visible.right - visible.left);
    if (contains(this.area, visible) && (moving || !tooWide)) {
      return false;
    }
    this.area = enlarged(visible, overscan);
    return true;
  }

  forget(): void {
    this.far.clear();
    this.lines.clear();
  }

  /** The nodes to draw now, in call order, and whether some have to wait for the next frame. */
  nodes(drawn: DrawnGraph, always: ReadonlySet<string>, detail: Detail, moving: boolean): { shown: RenderedNode[]; more: boolean } {
    const barOnly = detail === "far" || detail === "crowd";
    let portion = moving ? portionMoving : portionAtRest;
    let more = false;
    const shown: RenderedNode[] = [];
    for (const node of drawn.nodes.values()) {
      if (!always.has(node.id) && (detail === "crowd" || !intersects(this.area, rectOf(node)))) {
        this.far.delete(node.id);
        continue;
      }
      const was = this.far.get(node.id);
      const costs = was === undefined || (was && !barOnly);
      if (costs && portion > 0) {
        portion--;
        this.far.set(node.id, barOnly);
        shown.push({ node, far: barOnly });
      } else if (was !== undefined) {
        shown.push({ node, far: was });
        more ||= costs;
      } else {
        more = true;
      }
    }
    return { shown, more };
  }

  edges(drawn: DrawnGraph): { shown: GraphEdge[]; more: boolean } {
    let portion = edgePortion;
    let more = false;
    const shown = drawn.edges.filter((edge) => {
      if (!intersects(this.area, this.rectOf(edge))) {
        this.lines.delete(edge.id);
        return false;
      }
      if (this.lines.has(edge.id)) {
        return true;
      }
      if (portion-- > 0) {
        this.lines.add(edge.id);
        return true;
      }
      more = true;
      return false;
    });
    return { shown, more };
  }

  private rectOf(edge: GraphEdge): Rect {
    let rect = this.edgeRects.get(edge);
    if (!rect) {
      rect = rectOfEdge(edge);
      this.edgeRects.set(edge, rect);
    }
    return rect;
  }
}
