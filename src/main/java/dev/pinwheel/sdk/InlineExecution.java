package dev.pinwheel.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code submit} returns outside an execution, where the call has already run. */
final class InlineExecution<T extends @Nullable Object> implements Execution<T> {

  private final @Nullable T value;
  private final @Nullable Exception failure;

  private InlineExecution(@Nullable T value, @Nullable Exception failure) {
    this.value = value;
    this.failure = failure;
  }

  static <T extends @Nullable Object> Execution<T> of(Call<T, ?> code) {
    try {
      return new InlineExecution<>(code.call(), null);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return new InlineExecution<>(null, e);
    }
  }

  @Override
  public String id() {
    return "inline";
  }

  @Override
  @SuppressWarnings("NullAway") // the value is as nullable as T is
  public T result() {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure != null) {
      String message = failure.getMessage();
      throw new ExecutionFailed(
          id(), failure.getClass().getName(), message == null ? "" : message, List.of(), failure);
    }
    return value;
  }
}
