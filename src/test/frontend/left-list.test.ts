import assert from "node:assert/strict";
import { test } from "node:test";
import { isBack, openedRow, patience, type Left } from "../../../frontend/left-list";

interface Row {
  readonly index: number;
  readonly href?: string;
  readonly loading?: boolean;
}

const left: Left = {
  page: "/runs?workspace=production",
  first: 40,
  hidden: 12,
  opened: 42,
  href: "/runs/R7K2",
  byKeyboard: true,
};

const opened = (rows: readonly Row[], of: Left = left): Row | undefined =>
  openedRow(
    of,
    rows,
    (row) => row.href,
    (row) => row.loading ?? false,
  );

test("one is back on the page that was left, soon after going back", () => {
  assert.ok(isBack(left, "/runs?workspace=production", patience));
  assert.ok(!isBack(left, "/runs?workspace=production", patience + 1));
  assert.ok(!isBack(left, "/runs?workspace=development", 0));
});

test("the row in its place is the one that was opened, when it leads there", () => {
  const row = { index: 42, href: "/runs/R7K2" };

  assert.equal(opened([{ index: 41, href: "/runs/R7K3" }, row]), row);
});

test("a row that has moved is found by its link", () => {
  const moved = { index: 44, href: "/runs/R7K2" };

  assert.equal(opened([{ index: 42, href: "/runs/R7K4" }, moved]), moved);
});

test("when the row is gone, it is the one in its place", () => {
  const there = { index: 42, href: "/runs/R7K4" };

  assert.equal(opened([{ index: 41, href: "/runs/R7K5" }, there]), there);
});

test("a row without a link is known by its place only", () => {
  const there = { index: 42, href: "/runs/R7K4" };

  assert.equal(opened([there, { index: 43 }], { ...left, href: undefined }), there);
});

test("while the row in its place is not loaded, or not there, none is", () => {
  assert.equal(opened([{ index: 42, loading: true }, { index: 43, href: "/runs/R7K2" }]), undefined);
  assert.equal(opened([{ index: 41, href: "/runs/R7K2" }]), undefined);
});
