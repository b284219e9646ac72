// What a grid with clickable rows reports to the server: Enter on a row, the keys that select, whether it is at its top,
// whether it has the focus. It is come back to where it was left.

import { comeBack, leave, type RowTable } from "./row-return";
import { letterKeysEnabled } from "./shell";

interface GridState {
  atTop: boolean;
  focused: boolean;
}

type SelectableTable = RowTable & { _itemsFocusable?: HTMLElement };

const topTolerance = 4;

/** What a key does with the row that has the focus. */
function selectingKey(grid: SelectableTable, event: KeyboardEvent): CustomEvent | null {
  if (!grid.hasAttribute("data-selectable") || event.ctrlKey || event.altKey || event.metaKey) {
    return null;
  }
  if (event.key.toLowerCase() === "x" && letterKeysEnabled()) {
    return new CustomEvent("pw-row-select", { detail: { extend: event.shiftKey } });
  }
  return event.key === "Escape" && grid.hasAttribute("data-selecting") ? new CustomEvent("pw-rows-clear") : null;
}

/** After a click on a checkbox the keys go on from its row; the ring appears with the first of them. */
function focusCellOf(grid: SelectableTable, check: HTMLElement, byMouse: boolean): void {
  const cell = check.closest("vaadin-grid-cell-content")?.assignedSlot?.parentElement;
  cell?.focus({ preventScroll: true });
  if (byMouse) {
    grid.removeAttribute("navigating");
  }
}

function watchRows(grid: SelectableTable): void {
  let last = "";
  const tell = () => {
    const state: GridState = {
      atTop: grid.$.table.scrollTop <= topTolerance,
      focused: grid.matches(":focus-within"),
    };
    const seen = JSON.stringify(state);
    if (seen !== last) {
      last = seen;
      grid.dispatchEvent(new CustomEvent("pw-grid-state", { detail: state }));
    }
  };
  grid.$.table.addEventListener("scroll", tell, { passive: true });
  grid.addEventListener("focusin", tell);
  grid.addEventListener("focusout", () => setTimeout(tell));
  // Early, because the click goes no further: it is not one on the row.
  grid.addEventListener(
    "click",
    (event) => {
      if (event.target instanceof HTMLInputElement && event.target.classList.contains("pw-row-check")) {
        focusCellOf(grid, event.target, event.detail > 0);
        return;
      }
      const row = event.composedPath().find((target) => target instanceof HTMLTableRowElement);
      if (row instanceof HTMLTableRowElement && row.closest("tbody")) {
        // A click without a position comes from a key, on the link of the row.
        leave(grid, row, event.detail === 0);
      }
    },
    { capture: true },
  );
  grid.addEventListener(
    "keydown",
    (event) => {
      const cell = grid.shadowRoot?.activeElement;
      const inBody = cell?.closest("tbody");
      if (grid.hasAttribute("interacting")) {
        return;
      }
      const selecting = inBody || event.key === "Escape" ? selectingKey(grid, event) : null;
      if (event.key === "Enter" && inBody) {
        event.preventDefault();
        event.stopPropagation();
        leave(grid, cell!.closest("tr")!, true);
        grid.dispatchEvent(new CustomEvent("pw-row-enter"));
      } else if (selecting) {
        event.preventDefault();
        event.stopPropagation();
        if (!event.repeat) {
          grid.dispatchEvent(selecting);
        }
      }
    },
    { capture: true },
  );
  comeBack(grid);
}

const framesToWait = 30;

/** Takes the focus that went down with what had it, also when a dialog gives it back some frames later. */
function focusRows(grid: SelectableTable, left = framesToWait): void {
  const active = document.activeElement;
  if (!active || active === document.body || !active.checkVisibility()) {
    grid._itemsFocusable?.focus({ preventScroll: true });
  }
  if (left > 0) {
    requestAnimationFrame(() => focusRows(grid, left - 1));
  }
}

declare global {
  interface Window {
    pinwheelWatchRows: (grid: SelectableTable) => void;
    pinwheelFocusRows: (grid: SelectableTable) => void;
  }
}

window.pinwheelWatchRows = watchRows;
window.pinwheelFocusRows = focusRows;
