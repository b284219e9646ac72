package dev.pinwheel.studio.workflows;

import dev.pinwheel.model.Json;

/** The content of a field. */
sealed interface FieldInput {

  /** A value that fits. */
  record Value(Json json) implements FieldInput {}

  /** Nothing. */
  record Nothing() implements FieldInput {}

  /** Something that does not fit, and why. */
  record Wrong(String sentence) implements FieldInput {}
}
