// The cells of a wall: what the server packed, and where each stands.

import type { NodeState } from "./model";

/** What changed, as Wall.java writes it. */
export interface WallChange {
  readonly order: string;
  readonly keep: number;
  readonly steps: readonly number[];
  readonly letters: string;
  readonly changed: readonly number[];
  readonly now: string;
}

export interface Cell {
  readonly state: NodeState;
  readonly pin: "none" | "unused" | "reused";
  readonly stale: boolean;
  /** Whether it differs from an older run. */
  readonly changed: boolean;
}

/** In the order of NodeState.java. */
const states: readonly NodeState[] = [
  "waiting",
  "scheduled",
  "blocked",
  "queued",
  "running",
  "done",
  "failed",
  "timedOut",
  "abandoned",
  "cancelled",
  "suspended",
  "part",
];
const pins = ["none", "unused", "reused"] as const;
const firstLetter = "0".charCodeAt(0);
const firstChangedLetter = 0xc0;

/** The area of the cells in px; the node is higher by its title. */
export const wallWidth = 640;
export const wallHeight = 360;
/** A cell and the gap behind it, in px: the largest with which all fit, else the smallest. */
export const cellSizes: readonly { readonly pitch: number; readonly gap: number }[] = [
  { pitch: 12, gap: 2 },
  { pitch: 8, gap: 1 },
  { pitch: 4, gap: 1 },
];

/** Immutable. */
export class WallCells {
  static readonly none = new WallCells("", [], "");

  readonly order: string;
  private readonly steps: readonly number[];
  private readonly letters: string;
  readonly pitch: number;
  readonly gap: number;
  readonly columns: number;

  private constructor(order: string, steps: readonly number[], letters: string) {
    this.order = order;
    this.steps = steps;
    this.letters = letters;
    const size = cellSizes.find(({ pitch }) => Math.floor(wallWidth / pitch) * Math.floor(wallHeight / pitch) >= steps.length) ?? cellSizes.at(-1)!;
    this.pitch = size.pitch;
    this.gap = size.gap;
    this.columns = Math.floor(wallWidth / size.pitch);
  }

  with(change: WallChange): WallCells {
    const steps = this.steps.slice(0, change.keep);
    for (const difference of change.steps) {
      steps.push((steps.at(-1) ?? 0) + difference);
    }
    const kept = [...this.letters.slice(0, change.keep)];
    change.changed.forEach((cell, i) => (kept[cell] = change.now[i]!));
    return new WallCells(change.order, steps, kept.join("") + change.letters);
  }

  get size(): number {
    return this.steps.length;
  }

  get rows(): number {
    return Math.ceil(this.size / this.columns);
  }

  /** The number of the step of a cell; 0 where there is none. */
  step(cell: number): number {
    return this.steps[cell] ?? 0;
  }

  /** Those of some steps that have a cell, in the order of cells. */
  stepsIn(some: ReadonlySet<number>): readonly number[] {
    return this.steps.filter((step) => some.has(step));
  }

  /** Where a step is; -1 for nowhere. */
  cellOf(step: number): number {
    return step === 0 ? -1 : this.steps.indexOf(step);
  }

  look(cell: number): Cell {
    const letter = this.letters.charCodeAt(cell);
    const changed = letter >= firstChangedLetter;
    const code = letter - (changed ? firstChangedLetter : firstLetter);
    const marks = Math.floor(code / states.length);
    return { state: states[code % states.length]!, pin: pins[marks >> 1]!, stale: (marks & 1) === 1, changed };
  }

  /** The upper left corner of a cell. */
  place(cell: number): { x: number; y: number } {
    return { x: (cell % this.columns) * this.pitch, y: Math.floor(cell / this.columns) * this.pitch };
  }

  /** The cell that is nearest to a point of the area. */
  nearest(x: number, y: number): number {
    const column = Math.min(this.columns - 1, Math.max(0, Math.floor(x / this.pitch)));
    const row = Math.min(this.rows - 1, Math.max(0, Math.floor(y / this.pitch)));
    return Math.min(this.size - 1, row * this.columns + column);
  }

  /** Where a key leads from a cell; undefined when it leads out of the wall. */
  next(cell: number, key: string): number | undefined {
    const last = this.size - 1;
    if (cell < 0) {
      return key === "ArrowRight" || key === "ArrowDown" || key === "Home" ? 0 : key === "End" ? last : undefined;
    }
    const column = cell % this.columns;
    switch (key) {
      case "Home":
        return 0;
      case "End":
        return last;
      case "ArrowLeft":
        return column > 0 ? cell - 1 : undefined;
      case "ArrowRight":
        return column < this.columns - 1 && cell < last ? cell + 1 : undefined;
      case "ArrowUp":
        return cell >= this.columns ? cell - this.columns : undefined;
      case "ArrowDown":
        return Math.floor(cell / this.columns) < this.rows - 1 ? Math.min(last, cell + this.columns) : undefined;
      default:
        return undefined;
    }
  }
}
