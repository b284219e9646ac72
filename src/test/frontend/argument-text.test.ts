import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { cut, cutLine } from "../../../frontend/argument-text";

interface Cut {
  readonly text: string;
  readonly columns: number;
  readonly cut: string;
}

// ArgumentLinesTest reads the same table.
const table = JSON.parse(readFileSync("src/test/resources/argument-lines.json", "utf8")) as { cuts: readonly Cut[] };

for (const row of table.cuts) {
  test(`${row.text} in ${row.columns} columns`, () => {
    assert.equal(cut(row.text, row.columns), row.cut);
  });
}

const month = "station Seattle, month 2012-03, rows [31], rules {snowOnWarmDay refuse, file weather-rules.properties}";

const lines: readonly (readonly [string, number, string])[] = [
  ["userId u1", 26, "userId u1"],
  ["userId u1, month 3", 18, "userId u1, month 3"],
  [month, 36, "station Seattle, month 2012-03, …"],
  [month, 26, "stati…ttle, month…2-03, …"],
  [month, 60, "station Seattle, month 2012-03, rows [31], rules {…refuse, …"],
  ["userId u1, template Dear all of you", 26, "userId u1, templat… of you"],
  ["config {version 2, …}", 14, "confi…on 2, …}"],
  ["雪雪雪雪雪雪雪雪雪雪, second 2", 26, "雪雪雪雪…雪雪雪, second 2"],
];

for (const [line, columns, expected] of lines) {
  test(`the arguments ${line} in ${columns} columns`, () => {
    const shown = cutLine(line, columns);
    assert.equal(shown, expected);
  });
}
