import assert from "node:assert/strict";
import { test } from "node:test";

/** A window with a width; those who listen are told of another one. */
class Page extends EventTarget {
  width = 1500;

  resize(width: number): void {
    this.width = width;
    this.dispatchEvent(new Event("change"));
  }

  matchMedia(query: string): object {
    const least = Number(/width >= (\d+)px/.exec(query)?.[1]);
    const matches = (): boolean => this.width >= least;
    return {
      get matches(): boolean {
        return matches();
      },
      addEventListener: this.addEventListener.bind(this),
      removeEventListener: this.removeEventListener.bind(this),
    };
  }
}

const page = new Page();
Object.assign(globalThis, { window: page });
const { belowName, fitColumns } = await import("../../../frontend/run-columns");

function grid() {
  const columns = ["by", "run", "workspace", "status"].map((column) => ({ dataset: { column }, hidden: false }));
  return {
    isConnected: true,
    updates: 0,
    querySelectorAll: () => columns,
    requestContentUpdate() {
      this.updates++;
    },
    shown: () => columns.filter((column) => !column.hidden).map((column) => column.dataset.column),
  };
}

test("columns go and come with the width of the page", () => {
  page.resize(1500);
  const runs = grid();
  fitColumns(runs);
  assert.deepEqual(runs.shown(), ["by", "run", "workspace", "status"]);

  page.resize(1399);
  assert.deepEqual(runs.shown(), ["run", "workspace", "status"]);
  page.resize(1099);
  assert.deepEqual(runs.shown(), ["workspace", "status"]);
  page.resize(390);
  assert.deepEqual(runs.shown(), ["status"]);
  page.resize(1400);
  assert.deepEqual(runs.shown(), ["by", "run", "workspace", "status"]);
});

test("a grid that is gone is left alone", () => {
  page.resize(1500);
  const runs = grid();
  fitColumns(runs);
  runs.isConnected = false;
  const { updates } = runs;

  page.resize(390);

  assert.equal(runs.updates, updates);
  assert.deepEqual(runs.shown(), ["by", "run", "workspace", "status"]);
});

test("what has no column stands below the name", () => {
  page.resize(1500);
  assert.equal(belowName("R7K2", "production", "re-run here"), "");
  page.resize(1050);
  assert.equal(belowName("R7K2", "production", "re-run here"), "R7K2");
  page.resize(820);
  assert.equal(belowName("R7K2", "production", "re-run here"), "R7K2 · production · re-run here");
  assert.equal(belowName("R7K2", "production", ""), "R7K2 · production");
});
