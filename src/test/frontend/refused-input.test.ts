import assert from "node:assert/strict";
import { test } from "node:test";
import { type Input, isRefused } from "../../../frontend/refused-input";

/** An element that is matched by its name alone. */
function element(name: string): { matches(selectors: string): boolean } {
  return { matches: (selectors) => selectors.split(/, (?![^(]*\))/).includes(name) };
}

function keydown(key: string, more: Partial<Input> = {}): Input {
  return { type: "keydown", key, path: [element("body")], ...more };
}

test("a click on a control, a link, a row or a node is refused", () => {
  for (const name of ["vaadin-button", "a[href]", "vaadin-tab", "vaadin-grid", "pw-run-graph", "pw-run-timeline"]) {
    assert.equal(isRefused({ type: "click", path: [element("span"), element(name)] }), true, name);
  }
});

test("a click on text is not", () => {
  assert.equal(isRefused({ type: "click", path: [element("p"), element("main")] }), false);
});

test("a graph can still be dragged, and the text of a row be selected", () => {
  assert.equal(isRefused({ type: "pointerdown", path: [element("pw-run-graph")] }), false);
  assert.equal(isRefused({ type: "mousedown", path: [element("vaadin-grid")] }), false);
  assert.equal(isRefused({ type: "pointerdown", path: [element("vaadin-button")] }), true);
});

test("keys that act are refused, wherever the focus is", () => {
  for (const key of ["r", "Enter", " ", "1", "a", "Delete", "?"]) {
    assert.equal(isRefused(keydown(key)), true, key);
  }
  assert.equal(isRefused(keydown("k", { ctrlKey: true })), true);
  assert.equal(isRefused(keydown("Enter", { metaKey: true })), true);
});

test("keys that read, scroll, copy or reload are not", () => {
  for (const key of ["Tab", "ArrowDown", "PageUp", "Home", "F5"]) {
    assert.equal(isRefused(keydown(key)), false, key);
  }
  assert.equal(isRefused(keydown("c", { ctrlKey: true })), false);
  assert.equal(isRefused(keydown("r", { metaKey: true })), false);
});

test("a press on what acts when it is released is refused", () => {
  assert.equal(isRefused({ type: "pointerdown", path: [element("pw-run-histogram")] }), true);
  assert.equal(isRefused({ type: "click", path: [element("[role=option]")] }), true);
});

test("arrows that choose are refused, those that read are not", () => {
  assert.equal(isRefused(keydown("ArrowDown", { path: [element("vaadin-radio-group")] })), true);
  assert.equal(isRefused(keydown("ArrowDown", { path: [element("vaadin-grid")] })), false);
});

test("Escape closes what is open, and does nothing else", () => {
  assert.equal(isRefused(keydown("Escape", { over: true })), false);
  assert.equal(isRefused(keydown("Escape")), true);
  assert.equal(isRefused({ type: "click", path: [element(".pw-palette-close"), element("button"), element("pw-palette")] }), false);
});

test("nothing is typed, pasted or dropped", () => {
  assert.equal(isRefused({ type: "beforeinput", path: [element("body")] }), true);
});
