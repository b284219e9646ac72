import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { split } from "../../../frontend/shortened-text";

// ShortenedTextTest reads the same table.
const table = JSON.parse(readFileSync("src/test/resources/shortened-texts.json", "utf8")) as readonly {
  readonly text: string;
  readonly tail: string;
}[];

for (const row of table) {
  test(`the end of '${row.text}' stays`, () => {
    const [head, tail] = split(row.text);
    assert.equal(tail, row.tail);
    assert.equal(head + tail, row.text);
  });
}
