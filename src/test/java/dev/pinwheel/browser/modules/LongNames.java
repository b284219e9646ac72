package dev.pinwheel.browser.modules;

import static dev.pinwheel.sdk.Pinwheel.log;
import static dev.pinwheel.sdk.Pinwheel.submit;

import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Param;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;

/** Names as long as they may be, long values, a long error, and more log lines than one page. */
@Module(LongNames.MODULE)
public class LongNames {

  public static final String MODULE =
      "regional-weather-statistics.of-all-stations.with-corrections.for-instruments-replaced-since-the-turn-of-the-century-2026";

  public static final String WORKFLOW =
      "summariseEveryStationOfEveryContinentForEveryMonthSinceMeasurementsBeganAndCompareTheResultWithWhatWasPublishedLastYear1";

  public static final String TASK =
      "readTheMeasurementsOfOneStationForOneMonthAndReplaceWhatItsThermometerCouldNotHaveMeasuredByTheMeanOfItsThreeNeighbours1";

  public static final String FAILING =
      "compareWithWhatWasPublishedLastYearAndRefuseWhateverDiffersByMoreThanTheInstrumentsOfThatTimeCouldHaveBeenMistaken000001";

  /** More than two pages of the log. */
  public static final int LINES = 450;

  /** Calls the task twice, then the one that fails. */
  @Workflow(name = WORKFLOW, description = "Names of 120 characters.")
  public String summarise(
      @Param(defaultValue = "\"Hohenpeissenberg-Observatory-on-the-Hill\"") String station) {
    Execution<String> first = submit(() -> read(station));
    Execution<String> second = submit(() -> read(station));
    return compare(first.result() + second.result());
  }

  /** Logs a lot. */
  @Task(name = TASK, memo = @Memo, description = "Logs many lines.")
  public String read(String station) {
    for (int line = 1; line <= LINES; line++) {
      log().info("Line {number} of {station}", line, station);
    }
    return "21.5 °C ".repeat(60);
  }

  /** Fails with a long sentence. */
  @Task(name = FAILING, description = "Fails.")
  public String compare(String measured) {
    throw new IllegalStateException(
        "Expected at most 21.4 °C, found %s. %s"
            .formatted(measured, "No_space_to_break_at".repeat(12)));
  }
}
