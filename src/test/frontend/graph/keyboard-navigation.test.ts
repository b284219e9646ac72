import assert from "node:assert/strict";
import { test } from "node:test";
import { applyFilter } from "../../../../frontend/graph/filter";
import { type Direction, KeyboardNavigation } from "../../../../frontend/graph/keyboard-navigation";
import type { GraphStore } from "../../../../frontend/graph/model";
import { edge, step, storeOf } from "./graphs";

function walker(store: GraphStore, filter = { onlyFailed: false, hideDone: false }) {
  const navigation = new KeyboardNavigation(store);
  const drawn = applyFilter(store, filter);
  return (id: string, direction: Direction) => navigation.next(drawn, id, direction);
}

function tree(): GraphStore {
  return storeOf(
    [
      step("1"),
      step("2", { x: 300, y: 0 }),
      step("3", { x: 300, y: 84 }),
      step("4", { x: 600, y: 84 }),
      step("5", { x: 600, y: 168 }),
    ],
    [edge("1", "2"), edge("1", "3"), edge("2", "4"), edge("3", "4"), edge("3", "5")],
  );
}

test("right leads to the first callee, left to the caller", () => {
  const go = walker(tree());

  assert.equal(go("1", "right"), "2");
  assert.equal(go("2", "left"), "1");
  assert.equal(go("5", "right"), undefined);
  assert.equal(go("1", "left"), undefined);
});

test("up and down lead to the neighbours among the callees of one caller", () => {
  const go = walker(tree());

  assert.equal(go("2", "down"), "3");
  assert.equal(go("3", "up"), "2");
  assert.equal(go("2", "up"), undefined);
});

test("left leads back to the caller from which a step was reached", () => {
  const go = walker(tree());
  assert.equal(go("4", "left"), "2");

  assert.equal(go("3", "right"), "4");

  assert.equal(go("4", "left"), "3");
  assert.equal(go("4", "down"), "5");
});

test("at the end of the siblings the nearest node of the column follows", () => {
  const store = storeOf(
    [
      step("1"),
      step("2", { y: 400 }),
      step("3", { x: 300, y: 0 }),
      step("4", { x: 300, y: 400 }),
      step("5", { x: 300, y: 900 }),
    ],
    [edge("1", "3"), edge("2", "4"), edge("2", "5")],
  );
  const go = walker(store);

  assert.equal(go("3", "down"), "4");
  assert.equal(go("4", "up"), "3");
  assert.equal(go("1", "down"), "2");
});

test("a group lies above the first step in it", () => {
  const store = storeOf(
    [
      step("1"),
      step("g", { kind: "group", x: 290, y: 84, height: 240 }),
      step("2", { x: 300, y: 0 }),
      step("3", { x: 300, y: 120, parent: "g" }),
      step("4", { x: 300, y: 204, parent: "g" }),
    ],
    [edge("1", "2"), edge("1", "3"), edge("1", "4")],
  );
  const go = walker(store);

  assert.equal(go("3", "up"), "g");
  assert.equal(go("4", "up"), "3");
  assert.equal(go("g", "down"), "3");
  assert.equal(go("g", "right"), "3");
  assert.equal(go("g", "left"), "1");
  assert.equal(go("g", "up"), "2");
});

test("what the filter hides is passed over", () => {
  const store = storeOf(
    [
      step("1"),
      step("2", { x: 300, y: 0, state: "failed" }),
      step("3", { x: 300, y: 84 }),
      step("4", { x: 300, y: 168, state: "failed" }),
    ],
    [edge("1", "2"), edge("1", "3"), edge("1", "4")],
  );
  const go = walker(store, { onlyFailed: true, hideDone: false });

  assert.equal(go("2", "down"), "4");
  assert.equal(go("4", "up"), "2");
});

test("an unknown node leads nowhere", () => {
  const go = walker(tree());

  assert.equal(go("9", "down"), undefined);
  assert.equal(go("9", "left"), undefined);
});
