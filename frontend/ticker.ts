// One timer for everything that ticks on the page; stopped while nothing ticks or the page is hidden.

type Tick = (now: number) => void;

const listeners = new Set<Tick>();
let timer: number | undefined;
let frozenAt: number | undefined;

/** Calls the listener about once a second, and returns how to stop that. */
export function everySecond(listener: Tick): () => void {
  listeners.add(listener);
  schedule();
  return () => {
    listeners.delete(listener);
    schedule();
  };
}

/** What clocks show, in milliseconds of the epoch: the present, or when they were stopped. */
export function clockNow(): number {
  return frozenAt ?? Date.now();
}

/** Stops all clocks, or lets them go on. */
export function freezeClocks(stop: boolean): void {
  frozenAt = stop ? Date.now() : undefined;
  schedule();
}

function schedule(): void {
  const needed = listeners.size > 0 && !document.hidden && frozenAt === undefined;
  if (needed && timer === undefined) {
    timer = window.setInterval(tickAll, 1000);
  } else if (!needed && timer !== undefined) {
    window.clearInterval(timer);
    timer = undefined;
  }
}

function tickAll(): void {
  const now = clockNow();
  listeners.forEach((listener) => listener(now));
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && frozenAt === undefined) {
    tickAll();
  }
  schedule();
});
