// What the server sends about a timeline. Moments are milliseconds since the start of the axis.

import type { NodeState } from "../graph/model";
import type { Stretch } from "./axis";

export type SegmentKind = "scheduled" | "queued" | "waiting" | "executing";

export interface Segment extends Stretch {
  readonly kind: SegmentKind;
}

export interface Bar {
  readonly execution: string;
  readonly state: NodeState;
  readonly segments: readonly Segment[];
  readonly critical: readonly Stretch[];
}

/** The leaf of a call that made nothing. */
export interface Reuse {
  readonly at: number;
  readonly reused: boolean;
  /** "production #1". */
  readonly from: string;
  /** Where the execution that it took had ended. */
  readonly ended?: number;
  /** When that was, if it was before the axis: "yesterday 14:02". */
  readonly endedText?: string;
}

export interface Row {
  readonly key: string;
  readonly depth: number;
  readonly step: string;
  readonly target: string;
  readonly module?: string;
  readonly arguments?: string;
  /** The arguments without the names of parameters, where these may have no room. */
  readonly values?: string;
  readonly workspace?: string;
  readonly label: string;
  readonly state?: NodeState;
  /** "cached from R6F1:4", where the cache answered instead of executing. */
  readonly cached?: string;
  readonly bars: readonly Bar[];
  readonly reuse?: Reuse;
}

export interface Timeline {
  readonly startMillis: number;
  readonly length: number;
  readonly active: boolean;
  readonly gaps: readonly Stretch[];
  readonly rows: readonly Row[];
  readonly advice?: string;
  readonly waitsRecorded: boolean;
}

/** The rows that are not below a folded one. */
export function unfolded(rows: readonly Row[], folded: ReadonlySet<string>): Row[] {
  const shown: Row[] = [];
  let hiddenBelow = Infinity;
  for (const row of rows) {
    if (row.depth > hiddenBelow) {
      continue;
    }
    hiddenBelow = folded.has(row.key) ? row.depth : Infinity;
    shown.push(row);
  }
  return shown;
}

/** The keys of the rows that have others below them. */
export function parents(rows: readonly Row[]): Set<string> {
  const keys = new Set<string>();
  rows.forEach((row, index) => {
    if ((rows[index + 1]?.depth ?? 0) > row.depth) {
      keys.add(row.key);
    }
  });
  return keys;
}

/** The index of the row that this one is below; -1 for none. */
export function parentOf(rows: readonly Row[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  for (let above = index - 1; above >= 0; above--) {
    if (rows[above]!.depth < depth) {
      return above;
    }
  }
  return -1;
}

/** The height of a row in pixels. */
export const rowHeight = 24;

const indent = 12;
const deepest = 12;
/** What a name has beside its text, and the width of a letter. */
const nameInset = 40;
const letter = 7.25;

/** How far the name of a row is indented, in pixels. */
export function inset(row: Row): number {
  return Math.min(row.depth, deepest) * indent;
}

/** "14 ›": how deep a row is, where it is not indented any further; else empty. */
export function depthText(row: Row): string {
  return row.depth > deepest ? `${row.depth + 1} ›` : "";
}

/** The letters of its arguments that fit behind the name of a row, where names have so many pixels. */
export function roomFor(row: Row, namesWidth: number): number {
  const taken = nameInset + inset(row) + (row.state === "done" || row.reuse ? 0 : 18) + (row.workspace ? 96 : 0);
  const name = depthText(row).length + row.target.length + (row.module ? row.module.length + 3 : 0);
  return Math.max(8, Math.floor((namesWidth - taken) / letter) - name - 1);
}

/** What an attempt took until then, as graph and table say it: from its start, or while it has not started, since it is queued. */
export function took(bar: Bar, end: number): number {
  const begin = bar.segments.find((segment) => segment.kind !== "queued" && segment.kind !== "scheduled") ?? bar.segments[0];
  return begin ? end - begin.from : 0;
}
