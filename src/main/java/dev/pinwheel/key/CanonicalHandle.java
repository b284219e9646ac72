package dev.pinwheel.key;

/** Handles as they stand in canonical JSON: {@code {"$execution":"R7K2:3:1"}}. */
public final class CanonicalHandle {

  /**
   * What comes before the id, which ends at the next quote; inside of a string its quotes differ.
   */
  public static final String OPENING = "{\"%s\":\"".formatted(TaggedText.EXECUTION);

  private CanonicalHandle() {}

  /**
   * A handle.
   *
   * @param execution an id as the engine writes it
   */
  public static String of(String execution) {
    return OPENING + execution + "\"}";
  }
}
