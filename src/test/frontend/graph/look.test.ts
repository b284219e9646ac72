import assert from "node:assert/strict";
import { test } from "node:test";
import { Find } from "../../../../frontend/graph/find";
import { isStrong, lookOf, type Emphasis } from "../../../../frontend/graph/look";
import { WallCells } from "../../../../frontend/graph/wall-cells";
import { edge, step, storeOf } from "./graphs";

const caller = step("1", { target: "welcome" });
const callee = step("2", { target: "fetchUser" });
const other = step("3", { target: "fetchUser" });
const group = step("g", { kind: "group", target: "mail" });
const wall = step("w", { kind: "wall", target: "sendEmail" });
const nodes = [caller, callee, other, group, wall];
const store = storeOf(nodes, [edge("1", "2"), edge("1", "3")]);

function emphasis(changes: Partial<Emphasis> = {}): Emphasis {
  return { selectedStep: "", selectedCell: 0, tabStop: undefined, search: new Find(), name: "Steps", ...changes };
}

function searching(text: string, members: Readonly<Record<string, readonly number[]>> = {}): Find {
  const search = new Find();
  search.start(text, nodes, () => WallCells.none);
  search.know(text, members);
  search.search(nodes, () => WallCells.none);
  return search;
}

test("only the selected node is selected, and has the selected cell", () => {
  const shown = emphasis({ selectedStep: "2", selectedCell: 7, tabStop: "1" });

  assert.deepEqual(
    [caller, callee].map((node) => {
      const { selected, tabStop, selectedCell } = lookOf(node, false, store, shown);
      return { selected, tabStop, selectedCell };
    }),
    [
      { selected: false, tabStop: true, selectedCell: 0 },
      { selected: true, tabStop: false, selectedCell: 7 },
    ],
  );
});

test("without a search nothing is dimmed or found", () => {
  const { dimmed, found, foundCell } = lookOf(caller, false, store, emphasis());

  assert.deepEqual({ dimmed, found, foundCell }, { dimmed: false, found: false, foundCell: 0 });
});

test("a search dims what it does not match, and one match is the one the user is at", () => {
  const search = searching("fetch");
  search.step(1);
  const shown = emphasis({ search });

  assert.deepEqual(
    [caller, callee, other].map((node) => lookOf(node, false, store, shown).dimmed),
    [true, false, false],
  );
  assert.deepEqual(
    [caller, callee, other].map((node) => lookOf(node, false, store, shown).found),
    [false, false, true],
  );
});

test("a search without a match dims everything", () => {
  const shown = emphasis({ search: searching("nothing like it") });

  assert.ok(nodes.every((node) => lookOf(node, false, store, shown).dimmed));
});

test("cells of a wall that are found are shown on the wall only", () => {
  const shown = emphasis({ search: searching("u17", { w: [17, 18] }) });

  assert.deepEqual([...(lookOf(wall, false, store, shown).foundCells ?? [])], [17, 18]);
  assert.equal(lookOf(callee, false, store, shown).foundCells, undefined);
});

test("only walls have cells", () => {
  assert.equal(lookOf(wall, false, store, emphasis()).cells, store.wall("w"));
  assert.equal(lookOf(callee, false, store, emphasis()).cells, undefined);
});

test("far away nodes lose their text, groups keep it", () => {
  assert.ok(lookOf(callee, true, store, emphasis()).far);
  assert.ok(!lookOf(group, true, store, emphasis()).far);
  assert.ok(!lookOf(callee, false, store, emphasis()).far);
});

test("a callee is one level below its caller", () => {
  assert.equal(lookOf(caller, false, store, emphasis()).level, 1);
  assert.equal(lookOf(callee, false, store, emphasis()).level, 2);
});

test("edges at both sides of the selected step are strong", () => {
  const shown = emphasis({ selectedStep: "2" });

  assert.ok(isStrong(edge("1", "2"), shown));
  assert.ok(isStrong(edge("2", "3"), shown));
  assert.ok(!isStrong(edge("1", "3"), shown));
});
