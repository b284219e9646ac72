package dev.pinwheel.engine;

import dev.pinwheel.model.ResultKind;
import java.time.Duration;

/**
 * Counts what the engine does, since the server started. Called by the committing thread after the
 * commit; must not block.
 */
public interface EngineMeter {

  /** Counts nothing. */
  EngineMeter NONE =
      new EngineMeter() {
        @Override
        public void memoHit() {}

        @Override
        public void memoMiss() {}

        @Override
        public void dispatched(Duration latency) {}

        @Override
        public void ended(ResultKind result) {}
      };

  /** A memoized call referred to an execution that was there (M6). */
  void memoHit();

  /** A memoized call made a step (M7). */
  void memoMiss();

  /**
   * A worker was given an execution.
   *
   * @param latency since it was due
   */
  void dispatched(Duration latency);

  /** An execution ended (E1). */
  void ended(ResultKind result);
}
