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

/** "20 more calls", "100 of 4,980 more calls". */
export function moreText(line: Line): string {
  const more = line.more ?? 0;
  const noun = `more ${line.group ? "call" : "group"}${more === 1 ? "" : "s"}`;
  return more > atATime ? `${atATime} of ${formatNumber(more)} ${noun}` : `${more} ${noun}`;
}
