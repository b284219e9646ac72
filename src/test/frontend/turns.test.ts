import assert from "node:assert/strict";
import { test } from "node:test";
import { Turns } from "../../../frontend/turns";

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

test("what is asked for after an action that waits comes after it", async () => {
  const turns = new Turns();
  const done: string[] = [];
  turns.take(() => done.push("one"));
  turns.later(() => done.push("two"));
  turns.take(() => done.push("three"));
  turns.later(() => done.push("four"));
  assert.deepEqual(done, ["one"]);

  await nextTask();
  assert.deepEqual(done, ["one", "two", "three", "four"]);

  turns.take(() => done.push("five"));
  assert.deepEqual(done, ["one", "two", "three", "four", "five"]);
});

test("what an action asks for is done as well", async () => {
  const turns = new Turns();
  const done: string[] = [];
  turns.later(() => {
    done.push("one");
    turns.later(() => done.push("two"));
    turns.take(() => done.push("three"));
  });
  await nextTask();
  await nextTask();
  assert.deepEqual(done, ["one", "two", "three"]);
});
