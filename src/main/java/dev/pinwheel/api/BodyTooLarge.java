package dev.pinwheel.api;

import java.io.IOException;

/** The body of a request is larger than the server accepts. */
final class BodyTooLarge extends IOException {

  private static final long serialVersionUID = 1;

  private final long limit;

  BodyTooLarge(long limit) {
    super("The body has more than %d bytes".formatted(limit));
    this.limit = limit;
  }

  String sentence() {
    return "Expected a body of at most %d bytes, found a larger one.".formatted(limit);
  }
}
