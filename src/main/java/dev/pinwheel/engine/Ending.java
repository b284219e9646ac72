package dev.pinwheel.engine;

import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.ResultKind;
import org.jspecify.annotations.Nullable;

/** How an open execution ends (E1). */
sealed interface Ending {

  ResultKind kind();

  /**
   * In a value.
   *
   * @param hash SHA-256 of its canonical form
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  record Value(Json json, byte[] hash) implements Ending {
    @Override
    public ResultKind kind() {
      return ResultKind.VALUE;
    }
  }

  /** Failed, timed out, abandoned or cancelled. */
  record Unsuccessful(ResultKind kind, Failure failure, @Nullable String endedBy)
      implements Ending {}

  /** Answered by another execution: superseded, cached, spawned. */
  record Forwarded(ResultKind kind, long successor) implements Ending {}

  /** Tried again after it did not end in a value (E3). */
  record Retried(Unsuccessful cause, long successor) implements Ending {
    @Override
    public ResultKind kind() {
      return ResultKind.RETRIED;
    }
  }
}
