package dev.pinwheel.examples;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the weather table and decides about its odd days. */
final class WeatherTable {

  private static final int COLUMNS = 7;
  private static final Set<String> VERDICTS = Set.of("accept", "rain", "refuse");

  /** The rows of one month at one station, as they stand in the file. */
  public record MonthRows(String station, YearMonth month, List<String> rows) {}

  /** One row. Temperatures in degrees Celsius, precipitation in millimetres. */
  record Day(
      LocalDate date,
      BigDecimal precipitation,
      BigDecimal highest,
      BigDecimal lowest,
      String weather) {}

  /**
   * What to do about odd days: {@code accept}, {@code rain} or {@code refuse}.
   *
   * @param file where a person changes them
   */
  public record Rules(
      String file,
      String snowWithoutPrecipitation,
      String rainWithoutPrecipitation,
      String snowOnWarmDay,
      BigDecimal warmDayAbove) {}

  /** A day that cannot be right, by the rules. */
  public static final class ImplausibleDay extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a sentence that says which line to change. */
    public ImplausibleDay(String message) {
      super(message);
    }
  }

  private WeatherTable() {}

  /** The rows by station and month, in the order of the file. */
  static List<MonthRows> months(List<String> lines) {
    Map<String, MonthRows> months = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] columns = line.split(",", COLUMNS);
      YearMonth month = YearMonth.from(LocalDate.parse(columns[1]));
      months
          .computeIfAbsent(
              columns[0] + month, key -> new MonthRows(columns[0], month, new ArrayList<>()))
          .rows()
          .add(line);
    }
    return List.copyOf(months.values());
  }

  /** The months of some years. */
  static List<MonthRows> between(List<MonthRows> months, int firstYear, int lastYear) {
    List<MonthRows> chosen =
        months.stream()
            .filter(m -> m.month().getYear() >= firstYear && m.month().getYear() <= lastYear)
            .toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected years from 2012 to 2015, found %d to %d.".formatted(firstYear, lastYear));
    }
    return chosen;
  }

  /** The rules, checked. */
  static Rules rules(String file, Map<String, String> settings) {
    return new Rules(
        file,
        verdict(file, settings, "snow-without-precipitation"),
        verdict(file, settings, "rain-without-precipitation"),
        verdict(file, settings, "snow-on-warm-day"),
        new BigDecimal(settings.getOrDefault("warm-day-above", "5.0")));
  }

  private static String verdict(String file, Map<String, String> settings, String name) {
    String verdict = settings.getOrDefault(name, "nothing");
    if (!VERDICTS.contains(verdict)) {
      throw new IllegalStateException(
          "Expected accept, rain or refuse as %s in %s, found %s.".formatted(name, file, verdict));
    }
    return verdict;
  }

  /** Reads a row and applies the rules to it. */
  static Day check(String row, Rules rules) {
    String[] columns = row.split(",", COLUMNS);
    Day day =
        new Day(
            LocalDate.parse(columns[1]),
            new BigDecimal(columns[2]),
            new BigDecimal(columns[3]),
            new BigDecimal(columns[4]),
            columns[6]);
    boolean dry = day.precipitation().signum() == 0;
    if (day.weather().equals("snow") && day.lowest().compareTo(rules.warmDayAbove()) > 0) {
      return decide(
          day,
          rules.snowOnWarmDay(),
          "%s: %s says \"snow\", but it was never colder than %s °C. Change snow-on-warm-day in %s."
              .formatted(columns[1], columns[0], day.lowest(), rules.file()));
    }
    if (day.weather().equals("snow") && dry) {
      return decide(
          day,
          rules.snowWithoutPrecipitation(),
          "%s: %s says \"snow\", but nothing fell. Change snow-without-precipitation in %s."
              .formatted(columns[1], columns[0], rules.file()));
    }
    if (day.weather().equals("rain") && dry) {
      return decide(
          day,
          rules.rainWithoutPrecipitation(),
          "%s: %s says \"rain\", but nothing fell. Change rain-without-precipitation in %s."
              .formatted(columns[1], columns[0], rules.file()));
    }
    return day;
  }

  private static Day decide(Day day, String verdict, String sentence) {
    return switch (verdict) {
      case "refuse" -> throw new ImplausibleDay(sentence);
      case "rain" -> new Day(day.date(), day.precipitation(), day.highest(), day.lowest(), "rain");
      default -> day;
    };
  }
}
