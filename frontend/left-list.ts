// Where a list was left, whether one is back there, and which row it is that was opened.

/** What is remembered of a list while one of its rows is open. */
export interface Left {
  readonly page: string;
  /** The uppermost row, and how many pixels of it were above the edge. */
  readonly first: number;
  readonly hidden: number;
  /** The row that was opened, and where it led. */
  readonly opened: number;
  readonly href: string | undefined;
  readonly byKeyboard: boolean;
}

/** How long after going back a list may take to be there again, in milliseconds. */
export const patience = 5_000;

/** Whether this page is the one that was left, and the user has just gone back to it. */
export function isBack(left: Left, page: string, millisSinceBack: number): boolean {
  return left.page === page && millisSinceBack <= patience;
}

/**
 * The row that was opened: that with its link, wherever it is now; else the one in its place. Undefined while the row in
 * its place is not loaded.
 */
export function openedRow<R extends { readonly index: number }>(
  left: Left,
  rows: readonly R[],
  hrefOf: (row: R) => string | undefined,
  isLoading: (row: R) => boolean,
): R | undefined {
  const there = rows.find((row) => row.index === left.opened);
  if (!there || isLoading(there)) {
    return undefined;
  }
  if (left.href === undefined || hrefOf(there) === left.href) {
    return there;
  }
  return rows.find((row) => hrefOf(row) === left.href) ?? there;
}
