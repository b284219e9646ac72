// Maps moments to columns of pixels: the axis of a timeline, folded where nothing happens, zoomed and panned. Moments are milliseconds since its start.

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Tick {
  readonly at: number;
  readonly x: number;
}

/** The width of a folded gap. */
export const foldWidth = 56;

const closest = 72;
const maxZoom = 10_000;

export class Axis {
  readonly length: number;
  readonly gaps: readonly Stretch[];
  readonly width: number;
  readonly zoom: number;
  /** How many pixels are left of the view. */
  readonly offset: number;
  private readonly perMilli: number;

  constructor(length: number, gaps: readonly Stretch[], width: number, zoom = 1, offset = 0) {
    this.length = Math.max(1, length);
    this.gaps = gaps;
    this.width = Math.max(1, width);
    this.zoom = Math.min(maxZoom, Math.max(1, zoom));
    const folded = gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0);
    const room = Math.max(1, this.width - gaps.length * foldWidth);
    this.perMilli = (this.zoom * room) / Math.max(1, this.length - folded);
    this.offset = Math.min(Math.max(0, offset), Math.max(0, this.total - this.width));
  }

  /** The width of the whole axis. */
  get total(): number {
    return this.unshifted(this.length);
  }

  /** Where a moment is, from the left edge of the view; moments beyond the axis are at its ends. */
  x(at: number): number {
    return this.unshifted(Math.min(this.length, Math.max(0, at))) - this.offset;
  }

  /** Which moment is at a place of the view. */
  at(x: number): number {
    let left = x + this.offset;
    let from = 0;
    for (const gap of this.gaps) {
      const before = (gap.from - from) * this.perMilli;
      if (left < before) {
        return from + left / this.perMilli;
      }
      left -= before;
      if (left < foldWidth) {
        return gap.from + ((gap.to - gap.from) * left) / foldWidth;
      }
      left -= foldWidth;
      from = gap.to;
    }
    return Math.min(this.length, from + left / this.perMilli);
  }

  /** Zoomed so that the moment at x stays there. */
  zoomed(factor: number, x: number): Axis {
    const at = this.at(x);
    const next = new Axis(this.length, this.gaps, this.width, this.zoom * factor, 0);
    return new Axis(this.length, this.gaps, this.width, next.zoom, next.x(at) - x);
  }

  panned(pixels: number): Axis {
    return new Axis(this.length, this.gaps, this.width, this.zoom, this.offset + pixels);
  }

  /** With this stretch as the view. */
  showing(stretch: Stretch): Axis {
    const now = Math.max(1, this.unshifted(stretch.to) - this.unshifted(stretch.from));
    const next = new Axis(this.length, this.gaps, this.width, (this.zoom * this.width) / now, 0);
    return new Axis(this.length, this.gaps, this.width, next.zoom, next.x(stretch.from));
  }

  resized(width: number): Axis {
    return new Axis(this.length, this.gaps, width, this.zoom, this.offset);
  }

  /** The same view of an axis that has grown or folds elsewhere. */
  over(length: number, gaps: readonly Stretch[]): Axis {
    return new Axis(length, gaps, this.width, this.zoom, this.offset);
  }

  /** Round moments within the view, far enough from each other to be labelled; none in a fold. */
  ticks(): Tick[] {
    const step = roundStep(closest / this.perMilli);
    const ticks: Tick[] = [];
    const last = this.at(this.width);
    for (let at = Math.ceil(this.at(0) / step) * step; at <= last; at += step) {
      const gap = this.gaps.find((one) => at >= one.from && at <= one.to);
      if (gap) {
        at = Math.floor(gap.to / step) * step;
        continue;
      }
      const x = this.x(at);
      const before = ticks.at(-1);
      if (!before || x - before.x >= closest * 0.9) {
        ticks.push({ at, x });
      }
    }
    return ticks;
  }

  private unshifted(at: number): number {
    let x = 0;
    let from = 0;
    for (const gap of this.gaps) {
      if (at <= gap.from) {
        break;
      }
      x += (gap.from - from) * this.perMilli;
      if (at < gap.to) {
        return x + ((at - gap.from) / (gap.to - gap.from)) * foldWidth;
      }
      x += foldWidth;
      from = gap.to;
    }
    return x + (at - from) * this.perMilli;
  }
}

const roundSeconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400];

/** 1, 2 or 5 times a power of ten below a second, then what clocks count in. */
function roundStep(least: number): number {
  for (let power = 1; power < 1000; power *= 10) {
    for (const times of [1, 2, 5]) {
      if (times * power >= least && times * power < 1000) {
        return times * power;
      }
    }
  }
  const seconds = roundSeconds.find((one) => one * 1000 >= least);
  return (seconds ?? Math.ceil(least / 86_400_000) * 86_400) * 1000;
}
