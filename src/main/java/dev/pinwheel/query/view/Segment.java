package dev.pinwheel.query.view;

import java.time.Duration;
import java.time.Instant;

/**
 * A part of the life of an execution, in which it did one thing.
 *
 * @param to the moment of reading while it still does that
 */
public record Segment(Kind kind, Instant from, Instant to) {

  public Segment {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("A segment from %s cannot end at %s".formatted(from, to));
    }
  }

  /** What an execution does with its time. */
  public enum Kind {
    /** It was not due yet. */
    SCHEDULED("scheduled"),
    /** It was due, and no worker had it. */
    QUEUED("queued"),
    /** It waited for the outcome of another execution. */
    WAITING("waiting"),
    /** It computed; waiting for a slot inside a worker counts. */
    EXECUTING("executing");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word for people, in lower case. */
    public String word() {
      return word;
    }
  }

  public Duration duration() {
    return Duration.between(from, to);
  }
}
