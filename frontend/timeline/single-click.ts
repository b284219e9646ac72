// Tells a click from the first half of a double-click.

/** How long a second click may take, in ms. */
const patience = 250;

export class SingleClick {
  private waiting: ReturnType<typeof setTimeout> | undefined;

  /**
   * Acts unless another click follows.
   *
   * @param count which click in a row it is, from 1; 0 for a click without a pointer
   */
  clicked(count: number, act: () => void): void {
    this.cancel();
    if (count === 0) {
      act();
    } else if (count === 1) {
      this.waiting = setTimeout(act, patience);
    }
  }

  cancel(): void {
    clearTimeout(this.waiting);
  }
}
