// A list that is come back to is where it was left: scrolled as before, and with the focus on the row that was opened from the keyboard.

import type { Grid } from "@vaadin/grid/vaadin-grid.js";
import { isBack, openedRow, patience, type Left } from "./left-list";

export type RowTable = Grid & {
  $: { table: HTMLElement; items: HTMLElement };
  readonly _firstVisibleIndex: number | undefined;
};

type Row = HTMLTableRowElement & { readonly index: number };

const item = "pinwheel.left";
const interval = 50;
let wentBackAt = -Infinity;

window.addEventListener("popstate", () => (wentBackAt = performance.now()));

const page = (): string => location.pathname + location.search;

/** Remembers where the list stands while one of its rows opens something. */
export function leave(grid: RowTable, row: Element, byKeyboard: boolean): void {
  const first = grid._firstVisibleIndex ?? 0;
  const left: Left = {
    page: page(),
    first,
    hidden: Math.max(0, top(grid) - (rowAt(grid, first)?.getBoundingClientRect().top ?? top(grid))),
    opened: (row as Row).index,
    href: hrefOf(row),
    byKeyboard,
  };
  sessionStorage.setItem(item, JSON.stringify(left));
}

/** Goes back there when the list is shown because the user went back. */
export function comeBack(grid: RowTable): void {
  const left = JSON.parse(sessionStorage.getItem(item) ?? "null") as Left | null;
  if (!left || !isBack(left, page(), performance.now() - wentBackAt)) {
    return;
  }
  sessionStorage.removeItem(item);
  const until = performance.now() + patience;
  const events = ["pointerdown", "keydown", "wheel"] as const;
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    events.forEach((event) => document.removeEventListener(event, stop, true));
  };
  events.forEach((event) => document.addEventListener(event, stop, { capture: true, passive: true }));
  let scrolled = false;
  const go = (): void => {
    if (stopped || performance.now() > until || !grid.isConnected) {
      stop();
      return;
    }
    if (!scrolled && grid.size > left.opened) {
      grid.scrollToIndex(left.first);
      grid.$.table.scrollTop += left.hidden;
      scrolled = true;
    }
    const row = scrolled ? openedRow(left, rows(grid), hrefOf, isLoading) : undefined;
    if (!row) {
      setTimeout(go, interval);
      return;
    }
    stop();
    if (left.byKeyboard && (document.activeElement === document.body || document.activeElement === null)) {
      row.querySelector<HTMLElement>("td")?.focus({ preventScroll: true });
    }
  };
  go();
}

function rows(grid: RowTable): Row[] {
  return ([...grid.$.items.children] as Row[]).filter((row) => !row.hidden);
}

const rowAt = (grid: RowTable, index: number): Row | undefined => rows(grid).find((row) => row.index === index);

const isLoading = (row: Row): boolean => row.hasAttribute("loading");

/** Below the head. */
function top(grid: RowTable): number {
  const head = grid.$.table.querySelector("thead");
  return (head ?? grid.$.table).getBoundingClientRect()[head ? "bottom" : "top"];
}

/** Where the first link of a row leads. */
function hrefOf(row: Element): string | undefined {
  for (const slot of row.querySelectorAll("slot")) {
    for (const content of slot.assignedElements()) {
      const link = content.querySelector("a[href]");
      if (link) {
        return link.getAttribute("href") ?? undefined;
      }
    }
  }
  return undefined;
}
