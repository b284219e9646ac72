import assert from "node:assert/strict";
import { test } from "node:test";
import { type Group, keyOf, linesOf, moreText, placeOf } from "../../../frontend/difference-lines";

function group(id: string, count: number, shown: number): Group {
  return {
    id,
    sign: "≠",
    kind: "changed",
    module: "weather",
    target: "parseRow",
    count,
    sentence: "other result",
    members: Array.from({ length: shown }, (_, at) => ({ key: `${id}-${at}`, arguments: `row ${at}`, ids: "" })),
    more: count - shown,
  };
}

const differences = { groups: [group("a", 5, 2), group("b", 1, 1)], more: 150 };

test("behind the calls of an unfolded group stands what leads to further ones", () => {
  const lines = linesOf(differences, (one) => one.id === "a");

  assert.deepEqual(
    lines.map((line) => (line.more === undefined ? (line.member?.key ?? line.group?.id) : moreText(line))),
    ["a", "a-0", "a-1", "3 more calls", "b", "100 of 150 more groups"],
  );
});

test("a folded group has one line", () => {
  assert.equal(linesOf({ groups: differences.groups, more: 0 }, () => false).length, 2);
});

test("a line is found again when others have come before it", () => {
  const before = linesOf(differences, (one) => one.id === "a");
  const after = linesOf({ groups: [group("c", 1, 1), group("a", 6, 3), group("b", 1, 1)], more: 0 }, (one) => one.id === "a");

  assert.equal(placeOf(before[2], 2, after), 3, "a call");
  assert.equal(placeOf(before[4], 4, after), 6, "a group");
  assert.equal(placeOf(before[3], 3, after), 3, "where further calls have come");
  assert.equal(placeOf({ group: group("d", 1, 1) }, 20, after), 6, "a group that is gone");
  assert.equal(placeOf(undefined, 0, []), 0);
});

test("no two lines have one key", () => {
  const lines = linesOf({ groups: [...differences.groups, group("c", 9, 3)], more: 3 }, () => true);

  assert.equal(new Set(lines.map(keyOf)).size, lines.length);
});

test("large numbers are grouped, and one is one", () => {
  assert.equal(moreText({ group: group("a", 5_000, 20), more: 4_980 }), "100 of 4,980 more calls");
  assert.equal(moreText({ more: 1 }), "1 more group");
});
