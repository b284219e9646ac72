// <pw-run-graph>: the picture of a run.

class RunGraph extends HTMLElement {
  show(graph: unknown): void {
    this.textContent = JSON.stringify(graph);
  }

  patch(patch: unknown): void {
    this.textContent = JSON.stringify(patch);
  }
}

customElements.define("pw-run-graph", RunGraph);
