// One stop for the keyboard among bars: which bar a key leads to.

/** The bar to go to; undefined when the key is not for walking. */
export function stepped(event: { readonly key: string }, at: number, count: number): number | undefined {
  const to = destination(event.key, at, count);
  return to === undefined || count === 0 ? undefined : Math.max(0, Math.min(count - 1, to));
}

function destination(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return at + 1;
    case "ArrowLeft":
      return at - 1;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
