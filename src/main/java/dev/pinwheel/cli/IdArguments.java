package dev.pinwheel.cli;

import java.util.regex.Pattern;

/** Checks ids before they become part of a path. */
final class IdArguments {

  private static final Pattern ID = Pattern.compile("[Rr][0-9A-Za-z]+(:\\d+){0,2}");

  private IdArguments() {}

  /** The step that an id stands for: a run for its step 1. */
  static String step(String id) {
    return id.contains(":") ? id : id + ":1";
  }

  /** The id of a run, step or execution, as far as can be said without asking the server. */
  static String checked(String typed) {
    if (!ID.matcher(typed).matches()) {
      throw CliProblem.usage(
          "Expected the id of a run (R7K2), step (R7K2:3) or execution (R7K2:3:2), found '%s'."
              .formatted(typed));
    }
    return typed;
  }
}
