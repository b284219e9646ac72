import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { applyFilter } from "../../../../frontend/graph/filter";
import { Opening } from "../../../../frontend/graph/opening";
import { Viewport } from "../../../../frontend/graph/viewport";
import { edge, step, storeOf } from "./graphs";
import type { GraphNode } from "../../../../frontend/graph/model";

mock.timers.enable({ apis: ["setTimeout"] });
Object.assign(globalThis, { window: globalThis, requestAnimationFrame: () => 1 });

/** A chain of steps, 300 px from one to the next. */
function chain(length: number, changes: Partial<GraphNode> = {}) {
  const nodes = Array.from({ length }, (_, i) => step(`${i + 1}`, { x: 300 * i, ...(i === length - 10 ? changes : {}) }));
  const store = storeOf(nodes, nodes.slice(1).map((node, i) => edge(`${i + 1}`, node.id)));
  const viewport = new Viewport(() => null, () => undefined);
  viewport.resize(812, 524);
  return { drawn: applyFilter(store, { onlyFailed: false, hideDone: false }), viewport, opening: new Opening(store, viewport) };
}

test("a graph that is too large opens at 100 % with step 1 at its left", () => {
  const { drawn, viewport, opening } = chain(200);

  opening.show(drawn, "");

  assert.equal(viewport.zoom, 1);
  assert.equal(viewport.visible().left, -32);
});

test("it opens at what failed, else at what runs", () => {
  for (const state of ["failed", "running"] as const) {
    const { drawn, viewport, opening } = chain(200, { state });

    opening.show(drawn, "");

    assert.equal(viewport.zoom, 1);
    assert.equal(viewport.centre()[0], 300 * 190 + 112);
  }
});

test("it follows a growing graph until the user moves the view or selects a step", () => {
  const { drawn, viewport, opening } = chain(200);
  opening.show(drawn, "");
  viewport.panBy(-500, 0);

  opening.showIfOutgrown(drawn, "3");
  assert.equal(viewport.visible().left, 468, "a step is selected");
  opening.moved();
  opening.showIfOutgrown(drawn, "");
  assert.equal(viewport.visible().left, 468, "the user moved the view");
  opening.begin();
  opening.showIfOutgrown(drawn, "");
  assert.equal(viewport.visible().left, -32);
});
