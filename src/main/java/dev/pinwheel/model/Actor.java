package dev.pinwheel.model;

/**
 * Who does something.
 *
 * @param name the user's name, {@code local} when no one is signed in, {@code engine} for the
 *     engine itself
 */
public record Actor(String name) {

  public static final Actor LOCAL = new Actor("local");
  public static final Actor ENGINE = new Actor("engine");
}
