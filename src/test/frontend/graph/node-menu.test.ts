import assert from "node:assert/strict";
import { test } from "node:test";
import { menuItems, type NodeMenuHost } from "../../../../frontend/graph/node-menu";
import { step } from "./graphs";

const nothing = (): void => undefined;

function host(changes: Partial<NodeMenuHost> = {}): NodeMenuHost & { readonly emitted: unknown[] } {
  const emitted: unknown[] = [];
  return {
    runId: "R7K2",
    comparing: false,
    offersChild: true,
    emit: (event, detail) => emitted.push([event, detail]),
    ...changes,
    emitted,
  };
}

test("a step is run again here or in a child", () => {
  const graph = host();
  const items = menuItems(step("3", { arguments: "userId u1" }), graph, nothing);
  assert.deepEqual(
    items.map((item) => item.text),
    ["Open", "Re-run…", "Re-run in child…", "Show its log", "Copy id R7K2:3", "Copy link", "Copy arguments"],
  );

  items[1]!.act();
  items[2]!.act();
  items[6]!.act();
  assert.deepEqual(graph.emitted, [
    ["step-rerun", { step: "3", inChild: false }],
    ["step-rerun", { step: "3", inChild: true }],
    ["step-arguments", { step: "3" }],
  ]);
});

test("where there can be no child, none is offered", () => {
  const items = menuItems(step("3"), host({ offersChild: false }), nothing);
  assert.ok(!items.some((item) => item.text.includes("child")));
});

test("nothing is run again from a comparison", () => {
  const items = menuItems(step("3", { arguments: "userId u1" }), host({ comparing: true }), nothing);
  assert.deepEqual(
    items.map((item) => item.text),
    ["Open", "Copy arguments as shown"],
  );
});
