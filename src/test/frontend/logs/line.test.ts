import assert from "node:assert/strict";
import { test } from "node:test";
import { lineOf } from "../../../../frontend/logs/line";

const cut = (parts: Parameters<typeof lineOf>[0], wanted: string) =>
  lineOf(parts, wanted).parts.map(({ pieces }) => pieces.map(({ text, match }) => (match === undefined ? text : { [match]: text })));

test("each occurrence is marked, ignoring case", () => {
  assert.deepEqual(cut([{ text: "Row 3, row 4" }], "row"), [[{ 0: "Row" }, " 3, ", { 1: "row" }, " 4"]]);
  assert.equal(lineOf([{ text: "Row 3, row 4" }], "row").matches, 2);
});

test("a match may span a text, a value and a change of colour", () => {
  const parts = [{ text: "Row " }, { text: "3\x1b[31m9", name: "n" }, { text: " read" }];

  assert.deepEqual(cut(parts, "w 39 r"), [["Ro", { 0: "w " }], [{ 0: "3" }, { 0: "9" }], [{ 0: " r" }, "ead"]]);
  assert.equal(lineOf(parts, "w 39 r").matches, 1);
  assert.equal(lineOf(parts, "").parts[1]!.text, "39");
});

test("what is searched for is a text, not a pattern", () => {
  assert.deepEqual(cut([{ text: "a.c abc" }], "a.c"), [[{ 0: "a.c" }, " abc"]]);
  assert.equal(lineOf([{ text: "abc" }], "(").matches, 0);
});

test("without a search nothing is marked", () => {
  assert.deepEqual(cut([{ text: "abc" }], ""), [["abc"]]);
});
