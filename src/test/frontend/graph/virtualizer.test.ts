import assert from "node:assert/strict";
import { test } from "node:test";
import type { DrawnGraph } from "../../../../frontend/graph/filter";
import { Virtualizer } from "../../../../frontend/graph/virtualizer";
import { edge, step } from "./graphs";

const view = { left: 0, top: 0, right: 1000, bottom: 1000 };
const none: ReadonlySet<string> = new Set();

function column(count: number): DrawnGraph {
  const nodes = Array.from({ length: count }, (_, i) => step(String(i), { y: i }));
  return { nodes: new Map(nodes.map((node) => [node.id, node])), edges: [] };
}

test("what lies beyond the visible part and its margin is left out", () => {
  const drawn: DrawnGraph = {
    nodes: new Map([
      ["near", step("near", { x: 1300 })],
      ["far", step("far", { x: 1400 })],
    ]),
    edges: [],
  };
  const virtualizer = new Virtualizer();
  virtualizer.cover(view, false);

  assert.deepEqual(ids(virtualizer.nodes(drawn, none, "near", false)), ["near"]);
  assert.deepEqual(ids(virtualizer.nodes(drawn, new Set(["far"]), "near", false)), ["near", "far"]);
});

test("nodes come in portions until all are there", () => {
  const drawn = column(200);
  const virtualizer = new Virtualizer();
  virtualizer.cover(view, false);

  const sizes = [1, 2, 3, 4].map(() => virtualizer.nodes(drawn, none, "near", false));

  assert.deepEqual(sizes.map(({ shown }) => shown.length), [80, 160, 200, 200]);
  assert.deepEqual(sizes.map(({ more }) => more), [true, true, false, false]);
});

test("fewer nodes are added in a frame while the view moves", () => {
  const virtualizer = new Virtualizer();
  virtualizer.cover(view, true);

  assert.equal(virtualizer.nodes(column(200), none, "near", true).shown.length, 24);
});

test("nodes seen from far away are completed when the view comes near", () => {
  const drawn = column(100);
  const virtualizer = new Virtualizer();
  virtualizer.cover(view, false);
  virtualizer.nodes(drawn, none, "far", false);
  virtualizer.nodes(drawn, none, "far", false);

  const near = virtualizer.nodes(drawn, none, "near", false);

  assert.equal(near.shown.filter(({ far }) => !far).length, 80);
  assert.equal(near.shown.length, 100);
  assert.ok(near.more);
});

test("a crowd is painted, so only what must have the focus is an element", () => {
  const virtualizer = new Virtualizer();
  virtualizer.cover(view, false);

  assert.deepEqual(ids(virtualizer.nodes(column(50), new Set(["7"]), "crowd", false)), ["7"]);
});

test("the kept part changes only when the view leaves it, or rests in one that is much too large", () => {
  const virtualizer = new Virtualizer();

  assert.ok(virtualizer.cover(view, false));
  assert.ok(!virtualizer.cover(view, false));
  assert.ok(!virtualizer.cover({ left: 300, top: 300, right: 1300, bottom: 1300 }, false));
  assert.ok(virtualizer.cover({ left: 400, top: 0, right: 1400, bottom: 1000 }, false));
  const small = { left: 500, top: 500, right: 600, bottom: 600 };
  assert.ok(!virtualizer.cover(small, true));
  assert.ok(virtualizer.cover(small, false));
});

test("edges come in portions, and once more after everything was forgotten", () => {
  const edges = Array.from({ length: 250 }, (_, i) => edge("1", `to${i}`, [[0, i], [10, i]]));
  const drawn: DrawnGraph = { nodes: new Map(), edges };
  const virtualizer = new Virtualizer();
  virtualizer.cover(view, false);

  assert.deepEqual(virtualizer.edges(drawn).shown.length, 200);
  assert.deepEqual(virtualizer.edges(drawn).shown.length, 250);
  virtualizer.forget();
  assert.deepEqual(virtualizer.edges(drawn), { shown: edges.slice(0, 200), more: true });
});

function ids(result: { shown: readonly { node: { id: string } }[] }): string[] {
  return result.shown.map(({ node }) => node.id);
}
