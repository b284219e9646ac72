package dev.pinwheel.browser.modules;

import static dev.pinwheel.sdk.Pinwheel.log;

import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;

/** Logs more than one page, in colour, and fails with a long message of which little is its own. */
@Module("talker")
public class Talker {

  /** More than two pages of the log. */
  static final int LINES = 450;

  static final int LONG = 30;

  /** Talks, and listens to what cannot be read. */
  @Workflow(description = "Logs many lines.")
  public int talkAboutEverythingThereIs() {
    return talk(LINES) + read("N/A");
  }

  /** Logs each hundredth line in colour. */
  @Task(description = "Logs many lines.")
  public int talk(int lines) {
    for (int line = 1; line <= lines; line++) {
      log()
          .info(
              line % 100 == 0
                  ? "\u001b[1;31mLine\u001b[0m {number} of {all}"
                  : "Line {number} of {all}",
              line,
              lines);
    }
    log().info("A text that has no end. ".repeat(20));
    return lines;
  }

  /** Fails within the JDK. */
  @Task(description = "Fails.")
  public int read(String number) {
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Not a number.\n".repeat(LONG), e);
    }
  }
}
