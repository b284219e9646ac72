// Keys in the Steps table: Enter on a row selects it, as a click does; r re-runs its step; / goes to Find. Tells the server how
// much room there is, so that it leaves out columns.

import { icon } from "./icons";
import { letterKeysEnabled } from "./shell";

interface Grid extends HTMLElement {
  activeItem: unknown;
  getEventContext(event: Event): { item?: unknown; section?: string };
}

declare global {
  interface Window {
    pinwheelStepsGrid(grid: Grid): void;
    pinwheelFocusGrid(grid: Grid): void;
  }
}

void icon; // registers the icons that the cells use

// In CSS pixels: below the first number only the most important columns have room, below the second most of them.
const phone = 560;
const narrow = 960;

function tellRoom(grid: HTMLElement): void {
  let told = "";
  new ResizeObserver(([entry]) => {
    const width = entry?.contentRect.width ?? 0;
    const room = width < phone ? "phone" : width < narrow ? "narrow" : "wide";
    if (width > 0 && room !== told) {
      told = room;
      grid.dispatchEvent(new CustomEvent("pw-room", { detail: { room } }));
    }
  }).observe(grid);
}

/** Where no row has the focus, r is about the selected one, if there is one. */
function rerunSelected(grid: Grid, event: KeyboardEvent): void {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "r" && plain && letterKeysEnabled() && grid.checkVisibility()) {
    event.preventDefault();
    grid.dispatchEvent(new CustomEvent("pw-row-rerun"));
  }
}

window.pinwheelStepsGrid = (grid) => {
  tellRoom(grid);
  // A row that was clicked loses the focus when its columns change, because the panel takes room.
  const nowhere = (event: KeyboardEvent): void => {
    if (!grid.isConnected) {
      document.removeEventListener("keydown", nowhere);
    } else if (event.target === document.body) {
      rerunSelected(grid, event);
    }
  };
  document.addEventListener("keydown", nowhere);
  grid.addEventListener("keydown", (event: KeyboardEvent) => {
    const target = event.composedPath()[0] as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input")) {
      return;
    }
    if (event.key === "/" && letterKeysEnabled()) {
      event.preventDefault();
      grid.parentElement?.querySelector<HTMLElement>("vaadin-text-field")?.focus();
      return;
    }
    const { item, section } = grid.getEventContext(event);
    if (section !== "body" || !item) {
      rerunSelected(grid, event);
      return;
    }
    if (event.key === "Enter" && !target.closest("button, vaadin-button, a")) {
      event.preventDefault();
      grid.activeItem = item;
    } else if (event.key === "r" && letterKeysEnabled()) {
      event.preventDefault();
      grid.dispatchEvent(new CustomEvent("pw-row-rerun"));
    }
  });
};

// The rows may not have arrived yet.
window.pinwheelFocusGrid = (grid) => {
  const take = (left: number): void => {
    const cell = grid.shadowRoot?.querySelector<HTMLElement>('#items [tabindex="0"]');
    if (cell && cell.offsetParent !== null) {
      cell.focus();
    } else if (left > 0) {
      requestAnimationFrame(() => take(left - 1));
    }
  };
  take(60);
};
