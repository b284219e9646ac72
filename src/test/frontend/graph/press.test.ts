import assert from "node:assert/strict";
import { test } from "node:test";
import { Press } from "../../../../frontend/graph/press";

const node = { name: "node" } as unknown as Element;
const other = { name: "other node" } as unknown as Element;
const canvas = { name: "canvas" } as unknown as Element;

const isNode = (element: Element): boolean => element !== canvas;

test("a click is for the node that was pressed when the graph moves before the release", () => {
  const press = new Press();
  press.down(node);
  assert.equal(press.clicked(canvas, 1, isNode), node);
});

test("a click is for its target when that is a node", () => {
  const press = new Press();
  press.down(node);
  assert.equal(press.clicked(other, 1, isNode), other);
});

test("a click on the canvas opens nothing, whatever was pressed before", () => {
  const press = new Press();
  press.down(node);
  press.down(canvas);
  assert.equal(press.clicked(canvas, 1, isNode), canvas);
});

test("a click without a pointer is for its target", () => {
  const press = new Press();
  press.down(node);
  assert.equal(press.clicked(canvas, 0, isNode), canvas);
});
