// Which columns of Runs a page has room for, and what moves below the name of the workflow instead. Decided here, so that nothing waits for
// the server. Not by style sheets alone: the keys of a grid walk to columns that only a style sheet hides, and screen readers count them.

interface Column {
  readonly dataset: Readonly<Record<string, string | undefined>>;
  hidden: boolean;
}

interface Grid {
  readonly isConnected: boolean;
  querySelectorAll(selectors: string): Iterable<Column>;
  requestContentUpdate(): void;
}

/** From which width of the page on a column is there, in CSS pixels. */
const widths: Readonly<Record<string, number>> = { by: 1400, run: 1100, workspace: 1024 };

const wide = (column: string): MediaQueryList => window.matchMedia(`(width >= ${widths[column]}px)`);

/** What stands below the name of the workflow: the id, then all that the column of the workspace says. */
export function belowName(id: string, workspace: string, reruns: string): string {
  const parts = [wide("run").matches ? "" : id, wide("workspace").matches ? "" : workspace, wide("workspace").matches ? "" : reruns];
  return parts.filter((part) => part !== "").join(" · ");
}

/** Fits the columns to the page, now and while the grid is there. */
export function fitColumns(grid: Grid): void {
  for (const name of Object.keys(widths)) {
    const query = wide(name);
    const fit = (): void => {
      if (!grid.isConnected) {
        query.removeEventListener("change", fit);
        return;
      }
      for (const column of grid.querySelectorAll("vaadin-grid-column")) {
        if (column.dataset["column"] === name) {
          column.hidden = !query.matches;
        }
      }
      grid.requestContentUpdate();
    };
    query.addEventListener("change", fit);
    fit();
  }
}

declare global {
  interface Window {
    pinwheelRunColumns: { readonly fit: typeof fitColumns; readonly below: typeof belowName };
  }
}

window.pinwheelRunColumns = { fit: fitColumns, below: belowName };
