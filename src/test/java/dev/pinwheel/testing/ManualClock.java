package dev.pinwheel.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class ManualClock implements InstantSource {

  private record Reading(Instant now, Instant afterFreezes) {}

  private volatile Reading reading;

  public ManualClock(Instant start) {
    this.reading = new Reading(start, start);
  }

  @Override
  public Instant instant() {
    return reading.now();
  }

  /** Moves the clock forward. */
  public synchronized void advance(Duration by) {
    reading = new Reading(reading.now().plus(by), reading.afterFreezes());
  }

  /** Moves the clock forward while the process does nothing. */
  public synchronized void freeze(Duration during) {
    reading = new Reading(reading.now().plus(during), reading.afterFreezes().plus(during));
  }

  /** A source of time that moves with {@link #freeze} only. */
  public InstantSource freezes() {
    return () -> reading.afterFreezes();
  }
}
