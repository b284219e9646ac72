// Formats durations and moments.

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** "12 ms", "1.2 s", "41 s", "2 min 5 s", "3 h 10 min", "2 d 4 h". */
export function formatDuration(millis: number): string {
  const length = Math.max(0, millis);
  if (length < second) {
    return `${Math.round(length)} ms`;
  }
  if (length < 10 * second) {
    return `${(Math.floor(length / 100) / 10).toFixed(1)} s`;
  }
  if (length < minute) {
    return `${Math.floor(length / second)} s`;
  }
  if (length < hour) {
    return inTwoUnits(length, minute, "min", second, "s");
  }
  if (length < day) {
    return inTwoUnits(length, hour, "h", minute, "min");
  }
  return inTwoUnits(length, day, "d", hour, "h");
}

/** As formatDuration, in whole seconds: what a clock shows while it ticks. */
export function formatTicking(millis: number): string {
  return millis < minute ? `${Math.max(0, Math.floor(millis / second))} s` : formatDuration(millis);
}

/** "now", "2 min ago", "in 3 h", and beyond a week the date. */
export function formatRelative(moment: number, now: number): string {
  const distance = Math.abs(now - moment);
  if (distance < 5 * second) {
    return "now";
  }
  if (distance > 7 * day) {
    return new Date(moment).toLocaleDateString(undefined, { dateStyle: "medium" });
  }
  const length = largestUnit(distance);
  return moment <= now ? `${length} ago` : `in ${length}`;
}

/** The absolute moment in the viewer's zone, to the second. */
export function formatAbsolute(moment: number): string {
  return new Date(moment).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
}

function inTwoUnits(length: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((length % large) / small);
  const whole = `${Math.floor(length / large)} ${largeName}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
}

function largestUnit(length: number): string {
  if (length < minute) {
    return `${Math.floor(length / second)} s`;
  }
  if (length < hour) {
    return `${Math.floor(length / minute)} min`;
  }
  if (length < day) {
    return `${Math.floor(length / hour)} h`;
  }
  return `${Math.floor(length / day)} d`;
}
