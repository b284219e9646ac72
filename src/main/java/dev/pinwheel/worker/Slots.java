package dev.pinwheel.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds how many executions compute at a time (D2). An execution that waits for another gives its
 * slot back; when it resumes, it goes before those that have not begun. Otherwise first come, first
 * served. Thread-safe.
 */
final class Slots {

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Semaphore> resuming = new ArrayDeque<>();
  private final Deque<Semaphore> beginning = new ArrayDeque<>();
  private int free;

  Slots(int count) {
    this.free = count;
  }

  /** Blocks until a new execution may compute. */
  void acquireToBegin() throws InterruptedException {
    acquire(beginning);
  }

  /** Blocks until an execution that has waited may compute again. */
  void acquireToResume() throws InterruptedException {
    acquire(resuming);
  }

  /** Passes the slot to the next waiter, or frees it. */
  void release() {
    lock.lock();
    try {
      Semaphore next = resuming.isEmpty() ? beginning.poll() : resuming.poll();
      if (next == null) {
        free++;
      } else {
        next.release();
      }
    } finally {
      lock.unlock();
    }
  }

  private void acquire(Deque<Semaphore> queue) throws InterruptedException {
    Semaphore granted = new Semaphore(0);
    lock.lock();
    try {
      if (free > 0) {
        free--;
        return;
      }
      queue.add(granted);
    } finally {
      lock.unlock();
    }
    try {
      granted.acquire();
    } catch (InterruptedException e) {
      withdraw(queue, granted);
      throw e;
    }
  }

  private void withdraw(Deque<Semaphore> queue, Semaphore granted) {
    boolean stillQueued;
    lock.lock();
    try {
      stillQueued = queue.remove(granted);
    } finally {
      lock.unlock();
    }
    if (!stillQueued) {
      release();
    }
  }
}
