package dev.pinwheel.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The awaited execution ended without a value: its code threw, or it ended in one of the ways that
 * the subclasses name.
 */
public class ExecutionFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String execution;
  private final String type;
  private final String originalMessage;
  private final transient List<String> frames;

  /**
   * As the worker creates it.
   *
   * @param type class name of the original exception, or the engine's word for what happened
   * @param message the original message; empty when there is none
   * @param frames the original stack, innermost first
   */
  public ExecutionFailed(
      String execution,
      String type,
      String message,
      List<String> frames,
      @Nullable Throwable cause) {
    super(describe(execution, "failed", type, message), cause);
    this.execution = execution;
    this.type = type;
    this.originalMessage = message;
    this.frames = List.copyOf(frames);
  }

  private ExecutionFailed(
      String execution, String how, String type, String message, List<String> frames) {
    super(describe(execution, how, "", message));
    this.execution = execution;
    this.type = type;
    this.originalMessage = message;
    this.frames = List.copyOf(frames);
  }

  private static String describe(String execution, String how, String type, String message) {
    String subject = "Execution " + execution + " " + how;
    String detail = type.isEmpty() || message.isEmpty() ? type + message : type + ": " + message;
    return detail.isEmpty() ? subject : subject + ": " + detail;
  }

  /** The id of the execution that ended, e.g. {@code R7K2:3:1}. */
  public final String execution() {
    return execution;
  }

  /** Class name of the original exception, or the engine's word for what happened. */
  public final String type() {
    return type;
  }

  /** Message of the original exception; empty when there is none. */
  public final String originalMessage() {
    return originalMessage;
  }

  /** The original stack, innermost first, one line per frame; empty when there is none. */
  public final List<String> frames() {
    return frames;
  }

  /** It took longer than its timeout allows. */
  public static final class TimedOut extends ExecutionFailed {
    private static final long serialVersionUID = 1;

    /** As the worker creates it. */
    public TimedOut(String execution, String type, String message, List<String> frames) {
      super(execution, "timed out", type, message, frames);
    }
  }

  /** Its worker was lost. */
  public static final class Abandoned extends ExecutionFailed {
    private static final long serialVersionUID = 1;

    /** As the worker creates it. */
    public Abandoned(String execution, String type, String message, List<String> frames) {
      super(execution, "was abandoned", type, message, frames);
    }
  }

  /** It was cancelled. */
  public static final class Cancelled extends ExecutionFailed {
    private static final long serialVersionUID = 1;

    /** As the worker creates it. */
    public Cancelled(String execution, String type, String message, List<String> frames) {
      super(execution, "was cancelled", type, message, frames);
    }
  }
}
