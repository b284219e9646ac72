import assert from "node:assert/strict";
import { test } from "node:test";
import { Find } from "../../../../frontend/graph/find";
import { WallCells } from "../../../../frontend/graph/wall-cells";
import { step } from "./graphs";

const noWall = () => WallCells.none;

const nodes = [
  step("1", { target: "loadUsers" }),
  step("2", { target: "fetchUser" }),
  step("3", { target: "fetchUser" }),
  step("4", { target: "fetchUser" }),
];

test("a search begins at the first node found", () => {
  const find = new Find();

  find.start("fetch", nodes, noWall);

  assert.ok(find.active);
  assert.equal(find.count, 3);
  assert.equal(find.current, "2");
  assert.deepEqual([...find.ids()], ["2", "3", "4"]);
});

test("the next one after the last is the first, and the other way round", () => {
  const find = new Find();
  find.start("fetch", nodes, noWall);

  find.step(-1);
  assert.equal(find.current, "4");

  find.step(1);
  assert.equal(find.current, "2");
});

test("when the graph changes, the place stays as far as it exists", () => {
  const find = new Find();
  find.start("fetch", nodes, noWall);
  find.step(2);

  find.search(nodes.slice(0, 3), noWall);
  assert.equal(find.at, 1);
  assert.equal(find.current, "3");

  find.search([], noWall);
  assert.equal(find.at, 0);
  assert.equal(find.current, undefined);
});

test("nothing is found of nothing", () => {
  const find = new Find();

  find.start("  ", nodes, noWall);
  find.step(1);

  assert.ok(!find.active);
  assert.equal(find.count, 0);
  assert.equal(find.current, undefined);
});

const wall = step("9", { kind: "wall", target: "parseRow", arguments: "row 0 … row 299" });
const cells = WallCells.none.with({ order: "state", keep: 0, steps: [12, -2, 1, 9], letters: "5555", changed: [], now: "" });
const withWall = [nodes[0]!, wall, nodes[1]!];

test("cells of a wall are gone through in its order, once the server has found them", () => {
  const find = new Find();
  find.start("row 12", withWall, () => cells);
  assert.equal(find.count, 0);

  find.know("row 12", { "9": [10, 12, 20] });
  find.search(withWall, () => cells);

  assert.equal(find.count, 3);
  assert.deepEqual([...find.ids()], ["9"]);
  assert.deepEqual([...find.stepsOf("9")!], [10, 12, 20]);
  const steps = [0, 1, 2].map(() => {
    const step = find.currentStep;
    find.step(1);
    return step;
  });
  assert.deepEqual(steps, [12, 10, 20]);
  assert.equal(find.stepsOf("2"), undefined);
});

test("a wall whose name matches is found as a whole, not by what its cells share", () => {
  const find = new Find();

  find.start("parse", withWall, () => cells);
  find.know("parse", { "9": [10, 11, 12, 20] });
  find.search(withWall, () => cells);
  assert.equal(find.count, 1);
  assert.equal(find.currentStep, 0);
  assert.equal(find.stepsOf("9"), undefined);

  find.start("row 0", withWall, () => cells);
  find.know("row 0", { "9": [11] });
  find.search(withWall, () => cells);
  assert.equal(find.currentStep, 11);
});

test("another card is found when a step in it is, and answers to former questions are not taken", () => {
  const find = new Find();
  const stack = step("7", { kind: "collapsed", target: "fetchUser" });

  find.start("u17", [stack], noWall);
  find.know("u1", { "7": [8, 9] });
  find.search([stack], noWall);
  assert.equal(find.count, 0);

  find.know("u17", { "7": [9] });
  find.search([stack], noWall);
  assert.equal(find.current, "7");
  assert.equal(find.currentStep, 0);
});
