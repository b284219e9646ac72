// Elements whose code is loaded when the first of their kind is shown. Until then, what the server calls is kept.

interface Lazy {
  readonly load: () => Promise<unknown>;
  /** What the server calls on them. */
  readonly methods: readonly string[];
}

const kinds: Readonly<Record<string, Lazy>> = {
  "pw-difference-list": { load: () => import("./difference-list"), methods: ["show"] },
  "pw-json": { load: () => import("./json-viewer"), methods: [] },
  "pw-line-difference": { load: () => import("./line-difference"), methods: ["show"] },
  "pw-log-list": { load: () => import("./log-list"), methods: ["replaceRows", "appendRows", "prependRows", "step"] },
  "pw-run-histogram": { load: () => import("./run-histogram"), methods: ["show"] },
  "pw-run-timeline": { load: () => import("./run-timeline"), methods: ["show", "clear"] },
  "pw-trend": { load: () => import("./run-trend"), methods: ["show"] },
};

const retry = 3_000;

type Called = HTMLElement & Record<string, unknown>;

/** Called with each new element of these kinds. */
export function loadFor(element: HTMLElement): void {
  const kind = kinds[element.localName]!;
  if (customElements.get(element.localName)) {
    return;
  }
  const called = element as Called;
  const calls: (() => void)[] = [];
  for (const method of kind.methods) {
    called[method] = (...values: unknown[]) => {
      calls.push(() => (called[method] as (...values: unknown[]) => void)(...values));
    };
  }
  const load = async (): Promise<void> => {
    try {
      await kind.load();
    } catch {
      // Without the server; the page says so.
      setTimeout(() => void load(), retry);
      return;
    }
    customElements.upgrade(element);
    // Lit takes over what was set before in its first update.
    await called["updateComplete"];
    kind.methods.forEach((method) => delete called[method]);
    calls.forEach((call) => call());
  };
  void load();
}

declare global {
  interface Window {
    pinwheelLoadFor: (element: HTMLElement) => void;
  }
}

window.pinwheelLoadFor = loadFor;
