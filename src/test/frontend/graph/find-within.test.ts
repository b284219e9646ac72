import assert from "node:assert/strict";
import { test } from "node:test";
import type { Members } from "../../../../frontend/graph/find";
import { Find } from "../../../../frontend/graph/find";
import { FindWithin } from "../../../../frontend/graph/find-within";
import { WallCells } from "../../../../frontend/graph/wall-cells";

const none = () => WallCells.none;

function graphAnswering(answer: (text: string) => Promise<Members | undefined> | undefined) {
  const asked: string[] = [];
  const done: string[] = [];
  const find = new Find();
  const within = new FindWithin(find, {
    membersWith: (text) => {
      asked.push(text);
      return answer(text);
    },
    searchAgain: () => done.push("searched"),
    showFound: () => done.push("shown"),
  });
  return { find, within, asked, done };
}

test("the server is asked once, for the last text, after a pause", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { find, within, asked, done } = graphAnswering(() => Promise.resolve({ card: [4] }));
  for (const text of ["u", "u1"]) {
    find.start(text, [], none);
    within.started();
    context.mock.timers.tick(149);
  }
  assert.deepEqual(asked, []);
  context.mock.timers.tick(1);
  await Promise.resolve().then(() => undefined);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(asked, ["u1"]);
  assert.deepEqual(done, ["searched", "shown"]);
});

test("an answer that comes too late, or never, changes nothing", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  for (const answer of [() => Promise.reject(new Error("no server")), () => undefined]) {
    const { find, within, asked, done } = graphAnswering(answer);
    find.start("u1", [], none);
    within.started();
    context.mock.timers.tick(150);
    find.start("u2", [], none);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(asked, ["u1"]);
    assert.deepEqual(done, []);
  }
});

test("while cards change it asks at most once a second, and only for a text", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { find, within, asked } = graphAnswering(() => Promise.resolve({}));
  within.changed();
  context.mock.timers.tick(2_000);
  assert.deepEqual(asked, []);
  find.start("u1", [], none);
  within.changed();
  within.changed();
  context.mock.timers.tick(999);
  assert.deepEqual(asked, []);
  context.mock.timers.tick(1);
  assert.deepEqual(asked, ["u1"]);
  within.changed();
  within.stop();
  context.mock.timers.tick(2_000);
  assert.deepEqual(asked, ["u1"]);
});
