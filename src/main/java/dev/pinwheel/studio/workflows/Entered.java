package dev.pinwheel.studio.workflows;

import dev.pinwheel.model.Json;

/** What stands in a field. */
sealed interface Entered {

  /** A value that fits. */
  record Value(Json json) implements Entered {}

  /** Nothing. */
  record Nothing() implements Entered {}

  /** Something that does not fit, and why. */
  record Wrong(String sentence) implements Entered {}
}
