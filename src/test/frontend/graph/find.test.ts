import assert from "node:assert/strict";
import { test } from "node:test";
import { Find } from "../../../../frontend/graph/find";
import { step } from "./graphs";

const nodes = [
  step("1", { target: "loadUsers" }),
  step("2", { target: "fetchUser" }),
  step("3", { target: "fetchUser" }),
  step("4", { target: "fetchUser" }),
];

test("a search begins at the first node found", () => {
  const find = new Find();

  find.start("fetch", nodes);

  assert.ok(find.active);
  assert.equal(find.count, 3);
  assert.equal(find.current, "2");
  assert.deepEqual([...find.ids()], ["2", "3", "4"]);
});

test("the next one after the last is the first, and the other way round", () => {
  const find = new Find();
  find.start("fetch", nodes);

  find.step(-1);
  assert.equal(find.current, "4");

  find.step(1);
  assert.equal(find.current, "2");
});

test("when the graph changes, the place stays as far as it exists", () => {
  const find = new Find();
  find.start("fetch", nodes);
  find.step(2);

  find.search(nodes.slice(0, 3));
  assert.equal(find.at, 1);
  assert.equal(find.current, "3");

  find.search([]);
  assert.equal(find.at, 0);
  assert.equal(find.current, undefined);
});

test("nothing is found of nothing", () => {
  const find = new Find();

  find.start("  ", nodes);
  find.step(1);

  assert.ok(!find.active);
  assert.equal(find.count, 0);
  assert.equal(find.current, undefined);
});
