// Keeps what one reads where it is while a list changes above it: browsers do so for some changes only.

/**
 * Notes what is at the top of the part of the list that is in sight; what it answers is to be called when the list has changed. Lines keep
 * their elements. At the very top, what is new comes into sight.
 *
 * @param lines selects what may be noted
 */
export function keepInPlace(list: HTMLElement, lines: string): () => void {
  const scroller = scrollerOf(list);
  if (!scroller || scroller.scrollTop === 0) {
    return () => undefined;
  }
  scroller.style.overflowAnchor = "none";
  const edge = scroller.getBoundingClientRect().top;
  const inSight = [...list.querySelectorAll<HTMLElement>(lines)]
    .map((element) => ({ element, place: element.getBoundingClientRect() }))
    .filter(({ place }) => place.bottom > edge);
  return () => {
    const still = inSight.find(({ element }) => element.isConnected);
    if (still) {
      scroller.scrollTop += still.element.getBoundingClientRect().top - still.place.top;
    }
  };
}

/** What scrolls around it. */
function scrollerOf(list: HTMLElement): HTMLElement | undefined {
  for (let at = list.parentElement; at; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) {
      return at;
    }
  }
  return undefined;
}
