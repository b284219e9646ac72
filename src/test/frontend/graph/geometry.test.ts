import assert from "node:assert/strict";
import { test } from "node:test";
import {
  boundsOf,
  contains,
  enlarged,
  intersects,
  nearest,
  pathThrough,
  rectOf,
  rectOfEdge,
} from "../../../../frontend/graph/geometry";
import { edge } from "./graphs";

const square = { left: 0, top: 0, right: 10, bottom: 10 };

test("rectangles that share a border intersect", () => {
  assert.ok(intersects(square, { left: 10, top: 10, right: 20, bottom: 20 }));
  assert.ok(!intersects(square, { left: 10.1, top: 0, right: 20, bottom: 10 }));
  assert.ok(!intersects(square, { left: 0, top: -5, right: 10, bottom: -0.1 }));
});

test("a rectangle contains itself and nothing that leaves it on one side", () => {
  assert.ok(contains(square, square));
  for (const side of ["left", "top"] as const) {
    assert.ok(!contains(square, { ...square, [side]: -1 }), side);
  }
  for (const side of ["right", "bottom"] as const) {
    assert.ok(!contains(square, { ...square, [side]: 11 }), side);
  }
});

test("a rectangle is enlarged by a share of its own size on each side", () => {
  assert.deepEqual(enlarged({ left: 0, top: 0, right: 100, bottom: 10 }, 0.5), {
    left: -50,
    top: -5,
    right: 150,
    bottom: 15,
  });
});

test("the bounds of boxes reach around all of them; nothing has no bounds", () => {
  const boxes = [
    { x: 10, y: -5, width: 20, height: 5 },
    { x: -3, y: 40, width: 1, height: 1 },
  ];
  assert.deepEqual(boundsOf(boxes), { left: -3, top: -5, right: 30, bottom: 41 });
  assert.deepEqual(boundsOf([boxes[0]!]), rectOf(boxes[0]!));
  assert.equal(boundsOf([]), undefined);
});

test("the bounds of an edge reach around all its points", () => {
  assert.deepEqual(rectOfEdge(edge("a", "b", [[3, 4], [10, 4], [10, -2]])), {
    left: 3,
    top: -2,
    right: 10,
    bottom: 4,
  });
});

test("a path rounds its corners by at most half of the shorter side", () => {
  assert.equal(pathThrough([]), "");
  assert.equal(pathThrough([[0, 0], [50, 0]]), "M0 0L50 0");
  assert.equal(pathThrough([[0, 0], [50, 0], [50, 40]]), "M0 0L42 0Q50 0 50 8L50 40");
  assert.equal(pathThrough([[0, 0], [50, 0], [50, 4]]), "M0 0L48 0Q50 0 50 2L50 4");
});

test("a path through the same point twice stays a path", () => {
  assert.doesNotMatch(pathThrough([[0, 0], [5, 5], [5, 5], [9, 5]]), /NaN/);
});

test("the nearest box is the one whose middle is nearest", () => {
  const wide = { x: 0, y: 0, width: 100, height: 10 };
  const small = { x: 90, y: 0, width: 10, height: 10 };

  assert.equal(nearest([wide, small], [60, 5]), wide);
  assert.equal(nearest([wide, small], [80, 5]), small);
  assert.equal(nearest([], [0, 0]), undefined);
});
