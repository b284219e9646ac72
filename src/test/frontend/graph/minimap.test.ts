import assert from "node:assert/strict";
import { test } from "node:test";
import { MinimapScale } from "../../../../frontend/graph/minimap-scale";

test("the whole graph is in the small picture, centred", () => {
  const scale = new MinimapScale({ left: -100, top: 0, right: 1500, bottom: 400 }, 160, 96);

  assert.equal(scale.scale, 0.1);
  assert.deepEqual(scale.toMap(-100, 0), [0, 28]);
  assert.deepEqual(scale.toMap(1500, 400), [160, 68]);
});

test("a point of the small picture leads back to its place", () => {
  const scale = new MinimapScale({ left: 0, top: 0, right: 300, bottom: 9000 }, 160, 96);
  const [x, y] = scale.toMap(120, 4500);

  assert.deepEqual(scale.toGraph(x, y).map(Math.round), [120, 4500]);
});
