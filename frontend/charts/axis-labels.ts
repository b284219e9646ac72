// Which bars are named below a chart: as many as there is room for, evenly, from the first one on.

export interface Named<T> {
  readonly bar: T;
  readonly index: number;
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
  return bars
    .map((bar, index) => ({ bar, index }))
    .filter(({ index }) => index % step === 0)
    .filter(({ bar, index }) => index === 0 || (1 - index / bars.length) * width >= bar.label.length * letter);
}
