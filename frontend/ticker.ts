// One timer for everything that ticks on the page; stopped while nothing ticks or the page is hidden.

type Tick = (now: number) => void;

const listeners = new Set<Tick>();
let timer: number | undefined;
let frozen = false;

/** Calls the listener about once a second, and returns how to stop that. */
export function everySecond(listener: Tick): () => void {
  listeners.add(listener);
  schedule();
  return () => {
    listeners.delete(listener);
    schedule();
  };
}

/** Stops all clocks, or lets them go on. */
export function freezeClocks(stop: boolean): void {
  frozen = stop;
  schedule();
}

function schedule(): void {
  const needed = listeners.size > 0 && !document.hidden && !frozen;
  if (needed && timer === undefined) {
    timer = window.setInterval(tickAll, 1000);
  } else if (!needed && timer !== undefined) {
    window.clearInterval(timer);
    timer = undefined;
  }
}

function tickAll(): void {
  const now = Date.now();
  listeners.forEach((listener) => listener(now));
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && !frozen) {
    tickAll();
  }
  schedule();
});
