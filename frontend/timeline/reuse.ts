// Where the pin of a reused call stands, and the thread to the execution that it took.

import type { Axis } from "./axis";
import type { Reuse } from "./model";

/** The width of a letter in a label, and what a label has around it, in pixels. */
const letter = 6.5;
const around = 12;

export interface ReusePlaces {
  /** The pin. */
  readonly x: number;
  /** Where the thread begins; nothing when it has no length. */
  readonly thread: number | undefined;
  /** At the left edge: when an execution ended that is older than the axis. */
  readonly edge: string | undefined;
  /** Beside the pin. */
  readonly label: string;
}

export function reusePlaces(axis: Axis, reuse: Reuse): ReusePlaces {
  const x = axis.x(reuse.at);
  const ended = reuse.ended === undefined ? x : reuse.ended < 0 ? 0 : axis.x(Math.min(reuse.ended, reuse.at));
  const from = Math.max(0, Math.min(ended, x));
  const old = reuse.endedText === undefined ? undefined : `◂ ${reuse.endedText}`;
  const room = old === undefined ? 0 : old.length * letter + around;
  const atEdge = reuse.reused && old !== undefined && x >= room;
  const thread = atEdge ? room : from;
  return {
    x,
    thread: reuse.reused && x > thread ? thread : undefined,
    edge: atEdge ? old : undefined,
    label: old === undefined || atEdge ? reuse.from : `${reuse.from} ${old}`,
  };
}

/** How far from a pin its words stand, in pixels. */
const pinRoom = 8;

/**
 * Where the words beside a pin stand: right of it, or left where only that has room; with room for neither, their end is cut, not their
 * beginning. In pixels from that edge.
 *
 * @param width of the plot
 */
export function wordsBeside(x: number, words: string, width: number): { readonly left: number } | { readonly right: number } {
  const needed = pinRoom + words.length * letter;
  return x + needed <= width || x < needed ? { left: x + pinRoom } : { right: width - x + pinRoom };
}
