package dev.pinwheel.worker;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The slot of one execution. It is given back while any thread of the execution waits, and taken
 * again by the first that goes on (D2). Where tasks wrapped by {@code Pinwheel.wrap} compute beside
 * a waiting one, the bound is therefore soft; in return nothing ever starves. Thread-safe.
 */
final class SlotHolder {

  private final Slots slots;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean held;
  private boolean ended;

  SlotHolder(Slots slots) {
    this.slots = slots;
  }

  /** Blocks until the execution may begin. */
  void begin() throws InterruptedException {
    slots.acquireToBegin();
    held = true;
  }

  /** Gives the slot back, if it is held. */
  void giveBack() {
    lock.lock();
    try {
      if (held) {
        held = false;
        slots.release();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives the slot back for good: what a thread left behind still waits for takes none. */
  void end() {
    lock.lock();
    try {
      ended = true;
      giveBack();
    } finally {
      lock.unlock();
    }
  }

  /** Blocks until the slot is held again. */
  void takeAgain() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!held && !ended) {
        slots.acquireToResume();
        held = true;
      }
    } finally {
      lock.unlock();
    }
  }
}
