import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces } from "../../../../frontend/palette/matches";

/** The text with what was typed in brackets. */
const shown = (text: string, typed: string): string =>
  pieces(text, typed)
    .map((piece) => (piece.typed ? `[${piece.text}]` : piece.text))
    .join("");

test("each typed word is marked wherever it stands, ignoring case", () => {
  assert.equal(shown("users / welcomeAll of Users", "USERS all"), "[users] / welcome[All] of [Users]");
});

test("a slash separates words, as in the name of a target", () => {
  assert.equal(shown("users / welcome", "users/wel"), "[users] / [wel]come");
});

test("single letters and spaces mark nothing", () => {
  assert.deepEqual(pieces("a b c", " a  b "), [{ text: "a b c", typed: false }]);
});

test("what is special in a pattern is looked for as it is", () => {
  assert.equal(shown("rows (a.b) and axb", "(a.b)"), "rows [(a.b)] and axb");
  assert.equal(shown("what is 100%?", "%?"), "what is 100[%?]");
});

test("the pieces together are the text", () => {
  const text = "users / welcome run";

  assert.equal(
    pieces(text, "run use (lc)|")
      .map((piece) => piece.text)
      .join(""),
    text,
  );
});
