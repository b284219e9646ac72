// Enter on a row of the Steps table selects it, as a click does.

import { icon } from "./icons";

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

window.pinwheelStepsGrid = (grid) => {
  grid.addEventListener("keydown", (event: KeyboardEvent) => {
    const target = event.composedPath()[0] as HTMLElement;
    if (event.key !== "Enter" || target.closest("button, vaadin-button, a")) {
      return;
    }
    const { item, section } = grid.getEventContext(event);
    if (section === "body" && item) {
      event.preventDefault();
      grid.activeItem = item;
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
