// The rows of a timeline: which of them are shown when some are folded, and at which one the keyboard is.

import { parents, rowHeight, unfolded, type Row } from "./model";

/** How many rows are drawn above and below the visible ones. */
const rowsBeyond = 8;

export interface PlacedRow {
  readonly row: Row;
  /** Counted among the rows that are shown, from 0. */
  readonly index: number;
}

export class RowList {
  private all: readonly Row[] = [];
  private withRows: ReadonlySet<string> = new Set();
  private readonly folded = new Set<string>();
  private activeKey = "";
  /** Those that are shown, in order. */
  shown: readonly Row[] = [];

  /** Takes other rows; what is folded stays, and the active row while it is shown. */
  replace(rows: readonly Row[], selectedStep: string): void {
    this.all = rows;
    this.withRows = parents(rows);
    this.arrange(selectedStep);
  }

  /** Forgets all, also what was folded. */
  clear(): void {
    this.folded.clear();
    this.activeKey = "";
    this.replace([], "");
  }

  /** Whether others are below it. */
  isParent(row: Row): boolean {
    return this.withRows.has(row.key);
  }

  isFolded(row: Row): boolean {
    return this.folded.has(row.key);
  }

  /** Folds what is below a row, or unfolds it. An active row that is hidden by it hands over to the selected step, else to the first. */
  toggle(row: Row, selectedStep: string): void {
    if (!this.folded.delete(row.key)) {
      this.folded.add(row.key);
    }
    this.arrange(selectedStep);
  }

  private arrange(selectedStep: string): void {
    this.shown = unfolded(this.all, this.folded);
    if (this.active === undefined) {
      this.activeKey = this.shown.find((row) => row.step === selectedStep)?.key ?? this.shown[0]?.key ?? "";
    }
  }

  /** The row that Tab reaches; undefined when there are no rows. */
  get active(): Row | undefined {
    return this.find(this.activeKey);
  }

  isActive(row: Row): boolean {
    return row.key === this.activeKey;
  }

  activate(row: Row): void {
    this.activeKey = row.key;
  }

  /** Makes the row at this index active, or the nearest one that exists; its index. */
  moveTo(index: number): number {
    const to = Math.min(this.shown.length - 1, Math.max(0, index));
    this.activeKey = this.shown[to]?.key ?? "";
    return to;
  }

  /** The shown row with this key. */
  find(key: string | undefined): Row | undefined {
    return this.shown.find((row) => row.key === key);
  }

  /** The rows to draw when so many pixels are scrolled and visible; the active one is always among them. */
  within(top: number, height: number): PlacedRow[] {
    const first = Math.max(0, Math.floor(top / rowHeight) - rowsBeyond);
    const last = Math.min(this.shown.length, Math.ceil((top + height) / rowHeight) + rowsBeyond);
    const placed = this.shown.slice(first, last).map((row, index) => ({ row, index: first + index }));
    const active = this.shown.findIndex((row) => this.isActive(row));
    if (active >= 0 && (active < first || active >= last)) {
      placed.push({ row: this.shown[active]!, index: active });
    }
    return placed;
  }

  /** The row of a step itself, not of a call that reused it. */
  rowOf(step: string): Row | undefined {
    return this.shown.find((row) => row.step === step && !row.reuse);
  }
}
