package dev.pinwheel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.model.Rejection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests expect of commands that are refused. */
final class Rejections {

  private Rejections() {}

  static Rejection rejectionOf(ThrowingCallable command) {
    Rejection rejection = catchThrowableOfType(Rejection.class, command);
    assertThat(rejection).as("rejection").isNotNull();
    assertThat(rejection.getMessage())
        .as("a sentence")
        .matches("(?s)\\S.{15,}[.!?]")
        .doesNotContain("Exception", "null");
    return rejection;
  }

  static Rejection assertRejected(Rejection.Kind kind, ThrowingCallable command) {
    Rejection rejection = rejectionOf(command);
    assertThat(rejection.kind()).as(rejection.getMessage()).isEqualTo(kind);
    return rejection;
  }

  static Rejection assertNotFound(ThrowingCallable command) {
    return assertRejected(Rejection.Kind.NOT_FOUND, command);
  }
}
