import assert from "node:assert/strict";
import { test } from "node:test";
import { linkTo } from "../../../../frontend/graph/step-link";

test("a link selects its step in the same workspace and view, and nothing else", () => {
  const page = "http://localhost:8080/runs/R7K2?workspace=development%2Fjoe&step=3&attempt=2&tab=memo";

  assert.equal(linkTo("14", page), "http://localhost:8080/runs/R7K2?workspace=development%2Fjoe&step=14");
});
