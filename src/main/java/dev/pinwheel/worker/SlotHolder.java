package dev.pinwheel.worker;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The slot of one execution. It is released while any thread of the execution waits, and acquired
 * again by the first that continues (D2). The bound is therefore soft when tasks wrapped by {@code
 * Pinwheel.wrap} compute beside a waiting thread; in return nothing starves. Thread-safe.
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

  /** Releases the slot for good; threads that still wait do not acquire it again. */
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
