package dev.pinwheel.browser.modules;

import static dev.pinwheel.sdk.Pinwheel.log;

import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Param;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;

/** Runs that make long lists of whatever a view shows, and do nothing else. */
@Module(ManyRows.MODULE)
public class ManyRows {

  public static final String MODULE = "many-rows";

  /** Calls one task; every seventh run fails. */
  @Workflow(description = "A small run.")
  public String small(@Param(defaultValue = "1") int number) {
    if (number % 7 == 0) {
      throw new IllegalArgumentException("Seven divides " + number);
    }
    return once(number);
  }

  /** Does nothing. */
  @Task(description = "Answers at once.")
  public String once(int number) {
    return "number " + number;
  }

  /** Logs a lot. */
  @Workflow(description = "Logs so many lines.")
  public int lines(@Param(defaultValue = "100000") int count) {
    for (int line = 1; line <= count; line++) {
      log()
          .info(
              "Line {number} of {count}: the station reported {value} °C", line, count, line % 40);
    }
    return count;
  }
}
