import assert from "node:assert/strict";
import { test } from "node:test";
import { meanings, stateWords } from "../../../../frontend/graph/legend-words";

const text = [...Object.values(meanings), ...Object.values(stateWords)].join("\n");

for (const word of ["memoized", "reused", "stale:", "stale below", "that workspace", "progress", "a cell for each", "queued", "timed out", "seen in part"]) {
  test(`the legend explains '${word}'`, () => {
    assert.ok(text.includes(word));
  });
}
