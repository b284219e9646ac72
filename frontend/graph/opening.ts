// Where the view is when a graph is opened, and until the user moves it.

import type { DrawnGraph } from "./filter";
import { boundsOf, contains } from "./geometry";
import type { GraphStore } from "./model";
import type { Viewport } from "./viewport";

export class Opening {
  /** Whether this graph has been shown once, and whether the user has not moved the view since. */
  private opened = false;
  private untouched = true;
  /** Whether the graph has found its room since it was opened. */
  private placed = false;

  private readonly store: GraphStore;
  private readonly viewport: Viewport;

  constructor(store: GraphStore, viewport: Viewport) {
    this.store = store;
    this.viewport = viewport;
  }

  /** For another graph. */
  begin(): void {
    this.opened = false;
    this.untouched = true;
    this.placed = false;
  }

  get atRest(): boolean {
    return this.placed;
  }

  /** The user moved the view. */
  readonly moved = (): void => {
    this.untouched = false;
  };

  /** At 100 %: everything, if it fits; else what is selected, failed or runs, else step 1 at the left. */
  show(drawn: DrawnGraph, selected: string, smooth = false): void {
    const bounds = boundsOf(drawn.nodes.values());
    if (bounds && this.viewport.hasSize) {
      const wanted = drawn.nodes.get(selected) ?? this.store.firstFailed() ?? this.store.firstRunning();
      const towards = wanted ?? drawn.nodes.values().next().value;
      this.opened = true;
      this.viewport.fit(bounds, { least: 1, whole: false, ...(towards ? { towards } : {}), atLeft: wanted === undefined, smooth });
    }
  }

  /** Again, when the graph has outgrown a view that nobody moved. */
  showIfOutgrown(drawn: DrawnGraph, selected: string): void {
    const bounds = boundsOf(drawn.nodes.values());
    if (this.untouched && !this.store.get(selected) && bounds && !contains(this.viewport.visible(), bounds)) {
      this.show(drawn, selected, true);
    }
  }

  /** Again, when the room has changed. */
  resized(drawn: DrawnGraph, selected: string): void {
    this.placed = this.opened;
    if (!this.opened || this.untouched) {
      this.show(drawn, selected, this.opened && drawn.nodes.has(selected));
    }
  }

  /** Everything, however small. */
  showAll(drawn: DrawnGraph): void {
    const bounds = boundsOf(drawn.nodes.values());
    if (bounds) {
      this.moved();
      this.viewport.fit(bounds, { least: 0, whole: true });
    }
  }
}
