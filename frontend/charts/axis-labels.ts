// Which bars are named below a chart: as many as there is room for, evenly, from the first one on, and the last one.

export interface Named<T> {
  readonly bar: T;
  readonly index: number;
  /** Its name ends where the chart does, instead of beginning where the bar does. */
  readonly atEnd?: true;
}

/** Columns of a letter and the gap between two names, in px; names are in the small font. */
const letter = 7;
const gap = 16;
const most = 8;

/** @param width of the chart, in px */
export function axisLabels<T extends { readonly label: string }>(bars: readonly T[], width: number): Named<T>[] {
  const longest = Math.max(1, ...bars.map((bar) => bar.label.length));
  const room = Math.max(1, Math.min(most, Math.floor(width / (longest * letter + gap))));
  const step = Math.max(1, Math.ceil(bars.length / room));
  const named = bars
    .map((bar, index) => ({ bar, index }))
    .filter(({ index }) => index % step === 0)
    .filter(({ bar, index }) => index === 0 || (1 - index / bars.length) * width >= bar.label.length * letter);
  return withLast(named, bars, width);
}

/** Also the last bar, instead of names that it would meet; unless it is called like the one before, or there is no room for two. */
function withLast<T extends { readonly label: string }>(named: Named<T>[], bars: readonly T[], width: number): Named<T>[] {
  const index = bars.length - 1;
  const bar = bars[index];
  if (bar === undefined || named.at(-1)?.index === index) {
    return named;
  }
  const begin = width - bar.label.length * letter - gap;
  const before = named.filter((one) => (one.index / bars.length) * width + one.bar.label.length * letter <= begin);
  return before.length === 0 || before.at(-1)!.bar.label === bar.label ? named : [...before, { bar, index, atEnd: true }];
}

/** What stands at both ends of an axis that begins and ends with these names: one of them when they are equal. */
export function axisEnds(first: string, last: string): readonly [first: string, last: string] {
  return [first === last ? "" : first, last];
}
