// Actions in the order in which they were asked for, although one of them has to wait for a task of its own.

export class Turns {
  private waiting: (() => void)[] | undefined;

  /** Runs it now, or after what waits. */
  take(action: () => void): void {
    if (this.waiting) {
      this.waiting.push(action);
    } else {
      action();
    }
  }

  /** Runs it in a task of its own. */
  later(action: () => void): void {
    if (this.waiting) {
      this.waiting.push(action);
      return;
    }
    this.waiting = [action];
    setTimeout(() => {
      const actions = this.waiting ?? [];
      this.waiting = undefined;
      actions.forEach((next) => next());
    });
  }
}
