// A stretch of bars, and how high a bar is. Without the DOM, so that tests need no browser.

/** Numbers of the first and the last bar. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export function span(one: number, other: number): Span {
  return { first: Math.min(one, other), last: Math.max(one, other) };
}

/** Selecting everything narrows nothing. */
export function wholeSpan(chosen: Span, count: number): boolean {
  return count > 1 && chosen.first === 0 && chosen.last === count - 1;
}

/** Whatever there is is seen, and what failed is not taken for all. */
export function heights(
  bar: { readonly runs: number; readonly failed: number },
  most: number,
  height: number,
): { all: number; failed: number } {
  if (bar.runs === 0) {
    return { all: 0, failed: 0 };
  }
  const least = height * 0.06;
  const all = Math.max(bar.failed > 0 && bar.failed < bar.runs ? 2 * least : least, (bar.runs / most) * height);
  if (bar.failed === 0) {
    return { all, failed: 0 };
  }
  const room = bar.failed < bar.runs ? all - least : all;
  return { all, failed: Math.min(room, Math.max(least, (bar.failed / bar.runs) * all)) };
}
