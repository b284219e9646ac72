// What a grid with clickable rows reports to the server: Enter on a row, whether it is at its top, whether it has the focus.

import type { Grid } from "@vaadin/grid/vaadin-grid.js";

interface GridState {
  atTop: boolean;
  focused: boolean;
}

type Table = Grid & { $: { table: HTMLElement } };

const topTolerance = 4;

function watchRows(grid: Table): void {
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
        grid.dispatchEvent(new CustomEvent("pw-row-enter"));
      }
    },
    { capture: true },
  );
}

declare global {
  interface Window {
    pinwheelWatchRows: (grid: Table) => void;
  }
}

window.pinwheelWatchRows = watchRows;
