package dev.pinwheel.store;

/** The marker of the writer is gone: another server has taken over the database (ADR 0026). */
final class Fenced extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Fenced() {
    super("Another server has taken over the database");
  }
}
