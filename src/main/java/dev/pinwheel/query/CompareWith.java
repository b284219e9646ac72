package dev.pinwheel.query;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run is compared with, as addresses and the API write it: {@code workspace:production},
 * {@code attempt:2}, {@code run:R7K2}.
 */
public sealed interface CompareWith {

  /** The same run as another workspace sees it. */
  record OfWorkspace(String name) implements CompareWith {
    @Override
    public String toString() {
      return "workspace:" + name;
    }
  }

  /** Another attempt of the step that is chosen; of step 1 when none is. */
  record OfAttempt(int number) implements CompareWith {
    @Override
    public String toString() {
      return "attempt:" + number;
    }
  }

  /** Another run of the same workflow. */
  record OfRun(RunId run) implements CompareWith {
    @Override
    public String toString() {
      return "run:" + run;
    }
  }

  static CompareWith workspace(WorkspaceName name) {
    return new OfWorkspace(name.value());
  }

  /**
   * @throws Rejection (invalid argument) for anything else
   */
  static CompareWith parse(String text) {
    Matcher parts = Pattern.compile("(workspace|attempt|run):(.+)").matcher(text);
    if (parts.matches()) {
      String what = parts.group(2);
      switch (parts.group(1)) {
        case "workspace" -> {
          return new OfWorkspace(what);
        }
        case "attempt" -> {
          if (what.matches("[1-9]\\d{0,8}")) {
            return new OfAttempt(Integer.parseInt(what));
          }
        }
        default -> {
          return new OfRun(
              RunId.parse(what)
                  .orElseThrow(() ->
                      Rejection.invalidArgument(
                          "'%s' is not the id of a run. Ids look like R7K2.".formatted(what))));
        }
      }
    }
    throw Rejection.invalidArgument(
        "Expected workspace:NAME, attempt:N or run:ID to compare with, found '%s'."
            .formatted(text.length() > 200 ? text.substring(0, 200) + "…" : text));
  }
}
