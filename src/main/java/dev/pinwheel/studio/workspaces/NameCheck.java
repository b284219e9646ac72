package dev.pinwheel.studio.workspaces;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.WorkspaceName;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A validation error of a name, found while typing.
 *
 * @param sentence for people
 * @param exists a workspace of this name exists, so that one can switch to it
 */
record NameCheck(String sentence, boolean exists) {

  /**
   * @param exists whether a workspace of that name exists
   * @return empty when nothing is wrong
   */
  static Optional<NameCheck> of(String name, Predicate<String> exists) {
    try {
      String valid = new WorkspaceName(name).value();
      return exists.test(valid)
          ? Optional.of(new NameCheck("'" + valid + "' exists already.", true))
          : Optional.empty();
    } catch (Rejection rejection) {
      return Optional.of(new NameCheck(rejection.getMessage(), false));
    }
  }
}
