package dev.pinwheel.protocol;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends frames over one connection, in order, on one thread at a time. Callers wake it and never
 * block. Thread-safe.
 */
public final class FramePump {

  /** Where frames go. May block. */
  @FunctionalInterface
  public interface Sink {
    void send(String frame) throws Exception;
  }

  private enum State {
    IDLE,
    SENDING,
    WOKEN,
    STOPPED
  }

  private final Executor executor;
  private final Supplier<List<String>> frames;
  private final Sink sink;
  private final Consumer<Exception> failed;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

  /**
   * @param executor runs one task at a time for this pump
   * @param frames takes the frames that are due
   * @param failed called once, when the sink throws; nothing is sent after that
   */
  public FramePump(
      Executor executor, Supplier<List<String>> frames, Sink sink, Consumer<Exception> failed) {
    this.executor = executor;
    this.frames = frames;
    this.sink = sink;
    this.failed = failed;
  }

  /** Frames may be due. Never blocks. */
  public void wake() {
    State before =
        state.getAndUpdate(now ->
            switch (now) {
              case IDLE -> State.SENDING;
              case SENDING, WOKEN -> State.WOKEN;
              case STOPPED -> State.STOPPED;
            });
    if (before == State.IDLE) {
      executor.execute(this::run);
    }
  }

  /** Stops sending. */
  public void stop() {
    state.set(State.STOPPED);
  }

  private void run() {
    try {
      do {
        state.compareAndSet(State.WOKEN, State.SENDING);
        List<String> taken = frames.get();
        while (!taken.isEmpty()) {
          for (String frame : taken) {
            if (state.get() == State.STOPPED) {
              return;
            }
            sink.send(frame);
          }
          taken = frames.get();
        }
      } while (!state.compareAndSet(State.SENDING, State.IDLE) && state.get() != State.STOPPED);
    } catch (Exception e) {
      stop();
      failed.accept(e);
    }
  }
}
