package dev.pinwheel.access;

/** Checks and hashes passwords of local accounts. Thread-safe; slow on purpose. */
public interface Passwords {

  /**
   * The hash of a new password.
   *
   * @throws dev.pinwheel.model.Rejection (invalid argument) when it is too short or too long
   */
  String hash(String password);

  /** Whether it is the user's password; takes as long when the user has none. */
  boolean matches(String password, User user);
}
