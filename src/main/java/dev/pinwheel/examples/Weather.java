package dev.pinwheel.examples;

import static dev.pinwheel.sdk.Pinwheel.group;
import static dev.pinwheel.sdk.Pinwheel.log;
import static dev.pinwheel.sdk.Pinwheel.progress;
import static dev.pinwheel.sdk.Pinwheel.submit;

import dev.pinwheel.examples.WeatherTable.Day;
import dev.pinwheel.examples.WeatherTable.MonthRows;
import dev.pinwheel.examples.WeatherTable.Rules;
import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Param;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/**
 * A pipeline on real data: four years of daily weather in Seattle and New York, as NOAA recorded
 * it.
 *
 * <p>Run {@code nightly}: the table takes six seconds to load, ninety-six months are checked, and
 * one of them fails on a day that cannot be right. Change one line of {@code
 * weather-rules.properties} and re-run the whole run: what has succeeded is not repeated.
 */
@Module("weather")
public class Weather {

  private static final int LOAD_STEPS = 20;
  private static final Duration LOAD_STEP = Duration.ofMillis(300);

  /** A month after its check. */
  public record Month(
      String station,
      YearMonth month,
      BigDecimal meanTemperature,
      BigDecimal precipitation,
      BigDecimal hottest,
      LocalDate hottestDay,
      Map<String, Integer> daysOf) {}

  /** The hottest day and the wettest month of a station. */
  public record Extremes(
      BigDecimal hottest, LocalDate hottestDay, BigDecimal wettest, YearMonth wettestMonth) {}

  /** The summary of one station. */
  public record Summary(
      String station,
      Map<Integer, BigDecimal> meanTemperatures,
      Extremes extremes,
      Map<String, Integer> daysOf) {}

  private final ExampleData data;
  private final Pace pace;

  /** With the files to read, the outbox to write to, and the pace of loading. */
  public Weather(ExampleData data, Pace pace) {
    this.data = data;
    this.pace = pace;
  }

  /** Loads the table slowly: the step that nobody wants to repeat. */
  @Task(
      memo = @Memo,
      description = "Loads `weather.csv`. Takes six seconds on purpose; memoized for that reason.")
  public List<MonthRows> loadTable() throws InterruptedException {
    List<MonthRows> months = WeatherTable.months(data.lines("weather.csv"));
    for (int step = 1; step <= LOAD_STEPS; step++) {
      pace.pause(LOAD_STEP);
      progress((double) step / LOAD_STEPS);
    }
    int rows = months.stream().mapToInt(month -> month.rows().size()).sum();
    log().info("Loaded {rows} days from {file}", rows, data.path("weather.csv").toString());
    return months;
  }

  /** Reads the rules; it is fast, and happens again in each re-run. */
  @Task(
      description =
          "Reads `weather-rules.properties`. Not memoized: a change takes effect with the next re-run.")
  public Rules readRules() {
    return WeatherTable.rules(
        data.path("weather-rules.properties").toString(),
        data.settings("weather-rules.properties"));
  }

  /** Announces the start; once per run. */
  @Task(memo = @Memo, description = "Announces the run. Memoized: a re-run announces nothing.")
  public String announce(String text) {
    return data.outbox().put("announcement", text).toString();
  }

  /** Checks a month. A month that has passed is not checked again when the rules change. */
  @Task(
      memo = @Memo({"station", "month"}),
      description = "Checks one month. Memoized by `station` and `month`, not by `rules`.")
  public Month checkMonth(String station, YearMonth month, List<String> rows, Rules rules) {
    List<Day> days = rows.stream().map(row -> WeatherTable.check(row, rules)).toList();
    return WeatherMath.month(station, month, days);
  }

  /** Mean temperature per year. */
  @Task(memo = @Memo, description = "The mean temperature of each year.")
  public Map<Integer, BigDecimal> meanTemperatures(List<Month> months) {
    return WeatherMath.meanTemperatures(months);
  }

  /** Hottest day and wettest month. */
  @Task(memo = @Memo, description = "The hottest day and the wettest month.")
  public Extremes extremes(List<Month> months) {
    return WeatherMath.extremes(months);
  }

  /** Days of sun, rain, snow. */
  @Task(memo = @Memo, description = "How many days of sun, rain, snow, fog, drizzle.")
  public Map<String, Integer> countDays(List<Month> months) {
    return WeatherMath.countDays(months);
  }

  /** Re-run this in a child workspace: one task executes, three are reused. */
  @Task(description = "Summarises a station. Not memoized itself; the three tasks it calls are.")
  public Summary summarise(String station, List<Month> months) {
    return new Summary(station, meanTemperatures(months), extremes(months), countDays(months));
  }

  /** Publishes the result. The same result is not published twice in a run. */
  @Task(memo = @Memo, description = "Writes the report. Memoized: the same report goes out once.")
  public String publish(List<Summary> summaries) {
    StringBuilder report = new StringBuilder("Weather report\n");
    for (Summary summary : summaries) {
      report
          .append("\n%s: %s".formatted(summary.station(), summary.daysOf()))
          .append("\n  mean temperatures ")
          .append(summary.meanTemperatures())
          .append("\n  hottest day ")
          .append(summary.extremes().hottestDay());
    }
    return data.outbox().put("weather-report", report.toString()).toString();
  }

  /** The whole pipeline. */
  @Workflow(
      description =
          """
          Loads, checks and summarises four years of weather in two cities.

          It **fails** the first time: one of 2,922 days cannot be right. Change one line of
          `weather-rules.properties` and re-run the whole run.
          """)
  public List<Summary> nightly(
      @Param(defaultValue = "2012", description = "from 2012") int firstYear,
      @Param(defaultValue = "2015", description = "to 2015") int lastYear)
      throws InterruptedException {
    announce("The weather of %d to %d is being summarised.".formatted(firstYear, lastYear));
    List<MonthRows> wanted = WeatherTable.between(loadTable(), firstYear, lastYear);
    Rules rules = readRules();
    List<Execution<Month>> checks =
        group("Months", () -> wanted.stream().map(month -> check(month, rules)).toList());
    List<Month> months = checks.stream().map(Execution::result).toList();
    List<Summary> summaries =
        months.stream()
            .map(Month::station)
            .distinct()
            .map(station -> summarise(station, WeatherMath.of(station, months)))
            .toList();
    log().info("The report is {file}", publish(summaries));
    return summaries;
  }

  private Execution<Month> check(MonthRows month, Rules rules) {
    return submit(() -> checkMonth(month.station(), month.month(), month.rows(), rules));
  }
}
