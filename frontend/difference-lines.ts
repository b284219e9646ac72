// The lines of a list of differences: groups, the calls of those that are unfolded, and what leads to more of either.

import { formatNumber } from "./numbers";

export interface Member {
  readonly key: string;
  readonly arguments: string;
  readonly ids: string;
}

export interface Group {
  readonly id: string;
  readonly sign: string;
  readonly kind: "added" | "gone" | "changed";
  readonly module: string;
  readonly target: string;
  readonly count: number;
  readonly sentence: string;
  readonly members: readonly Member[];
  /** How many calls of it are not among the members. */
  readonly more: number;
}

export interface Differences {
  readonly groups: readonly Group[];
  /** How many groups are not among these. */
  readonly more: number;
}

/** A group; with a member one call of it; with more what leads to further calls, without a group to further groups. */
export interface Line {
  readonly group?: Group;
  readonly member?: Member;
  readonly more?: number;
}

/** How many the server sends at a time. */
const atATime = 100;

export function linesOf(differences: Differences, isUnfolded: (group: Group) => boolean): Line[] {
  const lines: Line[] = differences.groups.flatMap((group) => [
    { group },
    ...(isUnfolded(group)
      ? [...group.members.map((member) => ({ group, member })), ...(group.more > 0 ? [{ group, more: group.more }] : [])]
      : []),
  ]);
  return differences.more > 0 ? [...lines, { more: differences.more }] : lines;
}

/** Identifies a line in the lists of one comparison, also when it has been made anew. */
export function keyOf(line: Line): string {
  const of = line.group?.id ?? "";
  return line.more === undefined ? `${of} ${line.member?.key ?? ""}` : `${of} more`;
}

/**
 * Where the line that one was at is now; where it was when it is gone, and when it led to lines that have come.
 *
 * @param before undefined for none
 */
export function placeOf(before: Line | undefined, at: number, lines: readonly Line[]): number {
  const key = before && before.more === undefined ? keyOf(before) : undefined;
  const now = key === undefined ? -1 : lines.findIndex((line) => keyOf(line) === key);
  return now >= 0 ? now : Math.min(at, Math.max(0, lines.length - 1));
}

/** "20 more calls", "100 of 4,980 more calls". */
export function moreText(line: Line): string {
  const more = line.more ?? 0;
  const noun = `more ${line.group ? "call" : "group"}${more === 1 ? "" : "s"}`;
  return more > atATime ? `${atATime} of ${formatNumber(more)} ${noun}` : `${more} ${noun}`;
}
