import assert from "node:assert/strict";
import { test } from "node:test";
import { depthText, inset, rowHeight, type Row } from "../../../../frontend/timeline/model";
import { RowList } from "../../../../frontend/timeline/row-list";

function row(key: string, depth: number, changes: Partial<Row> = {}): Row {
  return { key, depth, step: `RX1:${key}`, target: "fetchUser", label: key, bars: [], ...changes };
}

const tree = [row("1", 0), row("2", 1), row("3", 2), row("4", 1)];

function listOf(rows: readonly Row[], selectedStep = ""): RowList {
  const list = new RowList();
  list.replace(rows, selectedStep);
  return list;
}

const keys = (list: RowList) => list.shown.map((one) => one.key);

test("at first the selected step is active, else the first row", () => {
  assert.equal(listOf(tree).active!.key, "1");
  assert.equal(listOf(tree, "RX1:3").active!.key, "3");
  assert.equal(listOf([]).active, undefined);
});

test("folding hides all that is below a row, until it is unfolded", () => {
  const list = listOf(tree);

  list.toggle(tree[1]!, "");
  assert.deepEqual(keys(list), ["1", "2", "4"]);
  assert.ok(list.isFolded(tree[1]!));
  assert.ok(list.isParent(tree[1]!) && !list.isParent(tree[3]!));

  list.toggle(tree[1]!, "");
  assert.deepEqual(keys(list), ["1", "2", "3", "4"]);
});

test("an active row that gets hidden hands over to the selected step", () => {
  const list = listOf(tree);
  list.activate(tree[2]!);

  list.toggle(tree[1]!, "RX1:4");

  assert.equal(list.active!.key, "4");
});

test("other rows leave folded what was folded, and the active row active", () => {
  const list = listOf(tree);
  list.toggle(tree[1]!, "");
  list.activate(tree[3]!);

  list.replace([...tree, row("5", 1)], "RX1:1");

  assert.deepEqual(keys(list), ["1", "2", "4", "5"]);
  assert.equal(list.active!.key, "4");
});

test("clearing forgets what was folded", () => {
  const list = listOf(tree);
  list.toggle(tree[0]!, "");

  list.clear();
  assert.deepEqual(keys(list), []);

  list.replace(tree, "");
  assert.deepEqual(keys(list), ["1", "2", "3", "4"]);
});

test("moving beyond an end stays at the end", () => {
  const list = listOf(tree);

  assert.equal(list.moveTo(99), 3);
  assert.equal(list.active!.key, "4");
  assert.equal(list.moveTo(-1), 0);
  assert.equal(list.active!.key, "1");
});

test("the row of a step is not the one of a call that reused it", () => {
  const list = listOf([row("1", 0), row("a", 1, { step: "RX1:2", reuse: { at: 0, reused: true, from: "#1" } }), row("2", 1)]);

  assert.equal(list.rowOf("RX1:2")!.key, "2");
  assert.equal(list.rowOf("RX1:9"), undefined);
});

test("only rows near the visible part are drawn, and the active one", () => {
  const list = listOf(Array.from({ length: 1000 }, (_, index) => row(String(index), 0)));

  const drawn = list.within(500 * rowHeight, 10 * rowHeight);

  assert.deepEqual(drawn.map((one) => one.index), [...Array.from({ length: 26 }, (_, index) => 492 + index), 0]);
  assert.equal(drawn.at(-1)!.row.key, "0");
});

test("names are indented by twelve levels at most; what is deeper says how deep it is", () => {
  assert.equal(inset(row("1", 12)), inset(row("2", 300)));
  assert.ok(inset(row("1", 11)) < inset(row("2", 12)));
  assert.equal(depthText(row("1", 12)), "");
  assert.equal(depthText(row("1", 13)), "14 ›");
});
