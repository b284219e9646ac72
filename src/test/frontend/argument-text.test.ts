import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { cut, cutLine } from "../../../frontend/argument-text";

interface Cut {
  readonly text: string;
  readonly columns: number;
  readonly cut: string;
}

interface LineCut {
  readonly plain: string;
  readonly values?: string;
  readonly columns: number;
  readonly cut: string;
}

// ArgumentLinesTest reads the same table.
const table = JSON.parse(readFileSync("src/test/resources/argument-lines.json", "utf8")) as { cuts: readonly Cut[]; lineCuts: readonly LineCut[] };

for (const row of table.cuts) {
  test(`${row.text} in ${row.columns} columns`, () => {
    assert.equal(cut(row.text, row.columns), row.cut);
  });
}

for (const row of table.lineCuts) {
  test(`the arguments ${row.plain} in ${row.columns} columns`, () => {
    assert.equal(cutLine(row.plain, row.values, row.columns), row.cut);
  });
}
