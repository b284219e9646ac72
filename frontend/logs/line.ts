// A log line as it is drawn: its texts and values cut into pieces of one look, and at what is searched for.

import { type Run, TerminalText } from "./terminal-text";

/** A stretch of plain text, or a template value with its name. */
export interface Part {
  readonly text: string;
  readonly name?: string;
}

export interface Piece extends Run {
  /** Which match of the line it belongs to, from 0; undefined for none. */
  readonly match?: number;
}

export interface Line {
  readonly parts: readonly { readonly name?: string; readonly text: string; readonly pieces: readonly Piece[] }[];
  /** How often the line contains what is searched for. */
  readonly matches: number;
}

interface Match {
  readonly from: number;
  readonly to: number;
}

/** The line with each occurrence of a text marked, ignoring case, also where it spans several parts. */
export function lineOf(parts: readonly Part[], wanted: string): Line {
  const terminal = new TerminalText();
  const read = parts.map((part) => ({ name: part.name, runs: terminal.read(part.text) }));
  const matches = matchesIn(read.flatMap(({ runs }) => runs.map((run) => run.text)).join(""), wanted);
  let at = 0;
  return {
    parts: read.map(({ name, runs }) => ({
      name,
      text: runs.map((run) => run.text).join(""),
      pieces: runs.flatMap((run) => {
        at += run.text.length;
        return cut(run, at - run.text.length, matches);
      }),
    })),
    matches: matches.length,
  };
}

function matchesIn(text: string, wanted: string): Match[] {
  if (wanted === "") {
    return [];
  }
  const pattern = new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "gi");
  return [...text.matchAll(pattern)].map((found) => ({ from: found.index, to: found.index + found[0].length }));
}

/** @param start where the run begins in the line */
function cut(run: Run, start: number, matches: readonly Match[]): Piece[] {
  const pieces: Piece[] = [];
  const end = start + run.text.length;
  let at = start;
  const add = (to: number, match?: number) => {
    if (to > at) {
      const piece = { ...run, text: run.text.slice(at - start, to - start) };
      pieces.push(match === undefined ? piece : { ...piece, match });
      at = to;
    }
  };
  matches.forEach(({ from, to }, match) => {
    if (to > start && from < end) {
      add(Math.max(from, start));
      add(Math.min(to, end), match);
    }
  });
  add(end);
  return pieces;
}
