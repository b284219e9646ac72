package dev.pinwheel.worker;

/** Throws a checked exception that the caller's signature declares but a generic one cannot. */
final class UncheckedThrow {

  private UncheckedThrow() {}

  /** Never returns; the type lets the compiler see that. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <X extends Throwable> X unchecked(Throwable throwable) throws X {
    throw (X) throwable;
  }
}
