// What a grid with clickable rows reports to the server: Enter on a row, whether it is at its top, whether it has the focus. It is come back to where it was left.

import { comeBack, leave, type RowTable } from "./row-return";

interface GridState {
  atTop: boolean;
  focused: boolean;
}

const topTolerance = 4;

function watchRows(grid: RowTable): void {
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
  grid.addEventListener(
    "keydown",
    (event) => {
      const cell = grid.shadowRoot?.activeElement;
      const inBody = cell?.closest("tbody");
      if (event.key === "Enter" && inBody && !grid.hasAttribute("interacting")) {
        event.preventDefault();
        event.stopPropagation();
        leave(grid, cell!.closest("tr")!, true);
        grid.dispatchEvent(new CustomEvent("pw-row-enter"));
      }
    },
    { capture: true },
  );
  grid.addEventListener(
    "click",
    (event) => {
      const row = event.composedPath().find((target) => target instanceof HTMLTableRowElement);
      if (row instanceof HTMLTableRowElement && row.closest("tbody")) {
        // A click without a position comes from a key, on the link of the row.
        leave(grid, row, event.detail === 0);
      }
    },
    { capture: true },
  );
  comeBack(grid);
}

declare global {
  interface Window {
    pinwheelWatchRows: (grid: RowTable) => void;
  }
}

window.pinwheelWatchRows = watchRows;
