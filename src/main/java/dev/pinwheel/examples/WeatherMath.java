package dev.pinwheel.examples;

import static java.util.Comparator.comparing;

import dev.pinwheel.examples.Weather.Extremes;
import dev.pinwheel.examples.Weather.Month;
import dev.pinwheel.examples.WeatherTable.Day;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The arithmetic of the weather pipeline: plain functions, easy to test. */
final class WeatherMath {

  private WeatherMath() {}

  static Month month(String station, YearMonth month, List<Day> days) {
    Day hottest = days.stream().max(comparing(Day::highest)).orElseThrow();
    return new Month(
        station,
        month,
        mean(days.stream().map(day -> mean(List.of(day.highest(), day.lowest()))).toList()),
        days.stream().map(Day::precipitation).reduce(BigDecimal.ZERO, BigDecimal::add),
        hottest.highest(),
        hottest.date(),
        days.stream()
            .collect(
                Collectors.groupingBy(Day::weather, TreeMap::new, Collectors.summingInt(d -> 1))));
  }

  static List<Month> of(String station, List<Month> months) {
    return months.stream().filter(month -> month.station().equals(station)).toList();
  }

  static Map<Integer, BigDecimal> meanTemperatures(List<Month> months) {
    Map<Integer, BigDecimal> means = new TreeMap<>();
    months.stream()
        .collect(Collectors.groupingBy(month -> month.month().getYear()))
        .forEach(
            (year, of) -> means.put(year, mean(of.stream().map(Month::meanTemperature).toList())));
    return means;
  }

  static Extremes extremes(List<Month> months) {
    Month hottest = months.stream().max(comparing(Month::hottest)).orElseThrow();
    Month wettest = months.stream().max(comparing(Month::precipitation)).orElseThrow();
    return new Extremes(
        hottest.hottest(), hottest.hottestDay(), wettest.precipitation(), wettest.month());
  }

  static Map<String, Integer> countDays(List<Month> months) {
    Map<String, Integer> days = new TreeMap<>();
    months.forEach(month ->
        month.daysOf().forEach((weather, count) -> days.merge(weather, count, Integer::sum)));
    return days;
  }

  private static BigDecimal mean(Collection<BigDecimal> numbers) {
    BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.divide(BigDecimal.valueOf(numbers.size()), 2, RoundingMode.HALF_UP);
  }
}
