import assert from "node:assert/strict";
import { test } from "node:test";
import { disclosureAct } from "../../../frontend/disclosure-keys";

const closed = false;
const open = true;

test("arrows walk from row to row", () => {
  assert.deepEqual(disclosureAct("ArrowDown", 1, 4, closed), { focus: 2 });
  assert.deepEqual(disclosureAct("ArrowUp", 1, 4, closed), { focus: 0 });
});

test("at the first and the last row arrows go no further, and the page does not scroll", () => {
  assert.equal(disclosureAct("ArrowDown", 3, 4, closed), "nothing");
  assert.equal(disclosureAct("ArrowUp", 0, 4, closed), "nothing");
});

test("Home and End go to the first and the last row", () => {
  assert.deepEqual(disclosureAct("Home", 2, 4, closed), { focus: 0 });
  assert.deepEqual(disclosureAct("End", 1, 4, closed), { focus: 3 });
});

test("the right arrow opens, the left one closes, and neither undoes what is done", () => {
  assert.equal(disclosureAct("ArrowRight", 0, 4, closed), "click");
  assert.equal(disclosureAct("ArrowRight", 0, 4, open), "nothing");
  assert.equal(disclosureAct("ArrowLeft", 0, 4, open), "click");
  assert.equal(disclosureAct("ArrowLeft", 0, 4, closed), "nothing");
});

test("other keys are left to the browser", () => {
  assert.equal(disclosureAct("Enter", 0, 4, closed), undefined);
  assert.equal(disclosureAct("Tab", 0, 4, open), undefined);
});
