import assert from "node:assert/strict";
import { test } from "node:test";
import { TerminalText } from "../../../../frontend/logs/terminal-text";

const plain = (text: string) => ({ text, bold: false, colour: "" });
const read = (text: string) => new TerminalText().read(text);

test("a text without control sequences is one run", () => {
  assert.deepEqual(read("Row 39\n\tread"), [plain("Row 39\n\tread")]);
  assert.deepEqual(read(""), []);
});

test("bold and the sixteen colours are kept, until they are reset", () => {
  assert.deepEqual(read("a \x1b[1;31mred\x1b[22m thin \x1b[96mcyan\x1b[39m b\x1b[33my\x1b[m."), [
    plain("a "),
    { text: "red", bold: true, colour: "red" },
    { text: " thin ", bold: false, colour: "red" },
    { text: "cyan", bold: false, colour: "cyan" },
    plain(" b"),
    { text: "y", bold: false, colour: "yellow" },
    plain("."),
  ]);
});

test("of other colours only the first sixteen of 256 are known, and their numbers are not taken for codes", () => {
  assert.deepEqual(read("\x1b[38;5;9mred\x1b[38;5;31mblue"), [{ text: "red", bold: false, colour: "red" }, plain("blue")]);
  assert.deepEqual(read("\x1b[38;2;1;31;32mtrue\x1b[48;5;31m, \x1b[4;7;44mlined"), [plain("true, lined")]);
});

test("everything else is removed: cursor, titles, links, other escapes and control characters", () => {
  assert.deepEqual(read("\x1b[2J\x1b[10;20Ha\x1b]0;title\x07b\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\\x1b(Bc\r\x00\x9b31mred"), [
    plain("ablinkc"),
    { text: "red", bold: false, colour: "red" },
  ]);
  assert.deepEqual(read("cut off \x1b]0;no end"), [plain("cut off 0;no end")]);
  assert.deepEqual(read("at the end \x1b["), [plain("at the end ")]);
});

test("how text looks goes on in the next text of the line", () => {
  const line = new TerminalText();
  line.read("\x1b[32m");

  assert.deepEqual(line.read("ok"), [{ text: "ok", bold: false, colour: "green" }]);
});

test("markup is text", () => {
  assert.deepEqual(read("<b>\x1b[31m<img src=x onerror=alert(1)>"), [
    plain("<b>"),
    { text: "<img src=x onerror=alert(1)>", bold: false, colour: "red" },
  ]);
});
