// Finds steps that are drawn as one card: only the server knows their arguments.

import type { Find, Members } from "./find";

/** From the last key until the server is asked, and between two such questions while the graph changes, in ms. */
const askDelay = 150;
const askAgain = 1_000;

/** The graph that is searched. */
export interface SearchedGraph {
  /** Asks the server; undefined without one. */
  membersWith(text: string): Promise<Members | undefined> | undefined;
  /** Searches what is drawn, and what the server told. */
  searchAgain(): void;
  /** Nothing was found before, something may be now. */
  showFound(): void;
}

export class FindWithin {
  private readonly search: Find;
  private readonly graph: SearchedGraph;
  private asking: ReturnType<typeof setTimeout> | undefined;

  constructor(search: Find, graph: SearchedGraph) {
    this.search = search;
    this.graph = graph;
  }

  /** Another text is searched. */
  started(): void {
    this.stop();
    if (this.search.active) {
      this.asking = setTimeout(() => void this.ask(), askDelay);
    }
  }

  /** Cards have changed. */
  changed(): void {
    if (this.search.active) {
      this.asking ??= setTimeout(() => void this.ask(), askAgain);
    }
  }

  stop(): void {
    clearTimeout(this.asking);
    this.asking = undefined;
  }

  private async ask(): Promise<void> {
    this.asking = undefined;
    const { text, current } = this.search;
    // Without the server it stays at what is drawn; the page says that it is disconnected.
    const members = await this.graph.membersWith(text)?.catch(() => undefined);
    if (members && text === this.search.text) {
      this.search.know(text, members);
      this.graph.searchAgain();
      if (current === undefined) {
        this.graph.showFound();
      }
    }
  }
}
