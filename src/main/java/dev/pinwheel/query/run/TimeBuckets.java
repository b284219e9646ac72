package dev.pinwheel.query.run;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of time cut into bars that people would have chosen: whole minutes, hours, days, weeks,
 * months of their zone. Where clocks are put forward or back, a bar lasts shorter or longer, or
 * there is one hour more; bars never overlap and leave nothing out. Pure.
 *
 * @param edges where bars begin, and where the last one ends; strictly ascending
 * @param unit what a bar is, e.g. {@code 3 hours}
 */
public record TimeBuckets(List<Instant> edges, String unit) {

  public TimeBuckets {
    edges = List.copyOf(edges);
  }

  /** How long bars may be, shortest first. */
  private enum Unit {
    MINUTE("1 minute", 1),
    MINUTES_2("2 minutes", 2),
    MINUTES_5("5 minutes", 5),
    MINUTES_10("10 minutes", 10),
    MINUTES_15("15 minutes", 15),
    MINUTES_30("30 minutes", 30),
    HOUR("1 hour", 60),
    HOURS_2("2 hours", 120),
    HOURS_3("3 hours", 180),
    HOURS_6("6 hours", 360),
    HOURS_12("12 hours", 720),
    DAY("1 day", Period.ofDays(1)),
    DAYS_2("2 days", Period.ofDays(2)),
    WEEK("1 week", Period.ofWeeks(1)),
    MONTH("1 month", Period.ofMonths(1)),
    QUARTER("3 months", Period.ofMonths(3)),
    YEAR("1 year", Period.ofYears(1)),
    DECADE("10 years", Period.ofYears(10));

    private static final int HOUR_IN_MINUTES = 60;

    private final String words;
    private final int minutes;
    private final Period period;

    Unit(String words, int minutes) {
      this.words = words;
      this.minutes = minutes;
      this.period = Period.ZERO;
    }

    Unit(String words, Period period) {
      this.words = words;
      this.minutes = 0;
      this.period = period;
    }

    /** The latest beginning of a bar that is not after the moment. */
    private Instant floor(Instant moment, ZoneId zone) {
      ZonedDateTime at = moment.atZone(zone);
      if (minutes == 0) {
        return firstDay(at.toLocalDate()).atStartOfDay(zone).toInstant();
      }
      if (minutes <= HOUR_IN_MINUTES) {
        // Not by the clock alone: when clocks are put back, an hour happens twice.
        ZonedDateTime hour = at.truncatedTo(ChronoUnit.HOURS);
        return hour.plusMinutes((long) at.getMinute() / minutes * minutes).toInstant();
      }
      int minute = at.toLocalTime().toSecondOfDay() / HOUR_IN_MINUTES / minutes * minutes;
      Instant floor = at.toLocalDate().atTime(time(minute)).atZone(zone).toInstant();
      return floor.isAfter(moment) ? moment : floor;
    }

    private static LocalTime time(int minuteOfDay) {
      return LocalTime.of(minuteOfDay / HOUR_IN_MINUTES, minuteOfDay % HOUR_IN_MINUTES);
    }

    private LocalDate firstDay(LocalDate day) {
      return switch (this) {
        case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        case MONTH -> day.withDayOfMonth(1);
        case QUARTER -> day.with(day.getMonth().firstMonthOfQuarter()).withDayOfMonth(1);
        case YEAR -> day.withDayOfYear(1);
        case DECADE -> LocalDate.of(Math.floorDiv(day.getYear(), 10) * 10, 1, 1);
        default -> day;
      };
    }

    /** Where the bar ends that begins there. */
    private Instant next(Instant beginning, ZoneId zone) {
      if (minutes == 0) {
        return beginning.atZone(zone).toLocalDate().plus(period).atStartOfDay(zone).toInstant();
      }
      if (minutes <= HOUR_IN_MINUTES) {
        return beginning.plus(Duration.ofMinutes(minutes));
      }
      ZonedDateTime at = beginning.atZone(zone);
      int minute = at.toLocalTime().toSecondOfDay() / HOUR_IN_MINUTES / minutes * minutes + minutes;
      LocalDate day = at.toLocalDate();
      boolean tomorrow = minute >= Duration.ofDays(1).toMinutes();
      Instant next =
          tomorrow
              ? day.plusDays(1).atStartOfDay(zone).toInstant()
              : day.atTime(time(minute)).atZone(zone).toInstant();
      return next.isAfter(beginning) ? next : beginning.plus(Duration.ofMinutes(minutes));
    }
  }

  /**
   * Cuts the time from {@code from} to {@code to} into at most {@code most} bars. The first begins
   * at or before {@code from}, the last ends at or after {@code to}.
   *
   * @param most at least 2
   */
  static TimeBuckets over(Instant from, Instant to, ZoneId zone, int most) {
    Instant end = to.isAfter(from) ? to : from.plus(Duration.ofMinutes(1));
    for (Unit unit : Unit.values()) {
      Optional<List<Instant>> edges = edges(from, end, zone, unit, most);
      if (edges.isPresent()) {
        return new TimeBuckets(edges.get(), unit.words);
      }
    }
    return new TimeBuckets(List.of(from, end), "all");
  }

  /** Empty when it takes more bars than that. */
  private static Optional<List<Instant>> edges(
      Instant from, Instant to, ZoneId zone, Unit unit, int most) {
    List<Instant> edges = new ArrayList<>();
    Instant edge = unit.floor(from, zone);
    edges.add(edge);
    while (edge.isBefore(to)) {
      if (edges.size() > most) {
        return Optional.empty();
      }
      edge = unit.next(edge, zone);
      edges.add(edge);
    }
    return Optional.of(edges);
  }

  /** How many bars there are. */
  public int count() {
    return edges.size() - 1;
  }
}
