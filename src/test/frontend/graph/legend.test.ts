import assert from "node:assert/strict";
import { test } from "node:test";
import { legend } from "../../../../frontend/graph/legend";

/** The text of a template, without its tags. */
function textOf(part: unknown): string {
  if (Array.isArray(part)) {
    return part.map(textOf).join(" ");
  }
  if (part !== null && typeof part === "object" && "strings" in part && "values" in part) {
    const { strings, values } = part as { strings: readonly string[]; values: readonly unknown[] };
    return strings.map((text, at) => text + textOf(values[at] ?? "")).join("");
  }
  return String(part);
}

const text = textOf(legend());

for (const word of ["memoized", "reused", "stale:", "stale below", "that workspace", "progress", "a cell for each", "queued", "timed out", "seen in part"]) {
  test(`the legend explains '${word}'`, () => {
    assert.ok(text.includes(word));
  });
}
