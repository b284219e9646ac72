package dev.pinwheel.studio.runs;

import dev.pinwheel.query.run.RunHistogram;
import dev.pinwheel.query.view.TextFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A histogram as the browser draws it: texts are ready, in the viewer's zone. */
final class RunHistogramBars {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter TIME_OF_WEEK =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ROOT);
  private static final DateTimeFormatter DAY_OF_YEAR =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ROOT);
  private static final DateTimeFormatter DAY_OF_WEEK =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ROOT);
  private static final Duration HALF_A_DAY = Duration.ofHours(12);
  private static final Duration MONTH = Duration.ofDays(28);

  private final RunHistogram histogram;
  private final ZoneId zone;
  private final Instant now;

  RunHistogramBars(RunHistogram histogram, ZoneId zone, Instant now) {
    this.histogram = histogram;
    this.zone = zone;
    this.now = now;
  }

  /**
   * @param leadsToFailed whether the number of runs that failed leads to them
   */
  ObjectNode json(boolean leadsToFailed) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("summary", summary());
    if (leadsToFailed && histogram.failed() > 0) {
      json.put("failed", failed(histogram.failed()));
    }
    json.put("unit", histogram.unit());
    ArrayNode bars = json.putArray("bars");
    histogram.bars().forEach(bar -> bar(bars.addObject(), bar));
    return json;
  }

  /** {@code 1,240 runs, 31 failed · bars of 3 hours}. */
  String summary() {
    String runs =
        histogram.complete()
            ? counts(histogram.runs(), histogram.failed())
            : counts(histogram.runs(), histogram.failed()) + " · older runs are not counted";
    return histogram.unit().isEmpty() ? runs : runs + " · a bar is " + histogram.unit();
  }

  private void bar(ObjectNode json, RunHistogram.Bar bar) {
    json.put("from", bar.from().toEpochMilli());
    json.put("to", bar.to().toEpochMilli());
    json.put("runs", bar.runs());
    json.put("failed", bar.failed());
    json.put("when", when(bar));
    json.put("begin", moment(bar.from(), isOfDays(bar)));
    json.put("end", moment(isOfDays(bar) ? lastDay(bar) : bar.to(), isOfDays(bar)));
    json.put("label", label(bar));
    json.put("counts", counts(bar.runs(), bar.failed()));
  }

  private static String counts(int runs, int failed) {
    String all = runs == 0 ? "no runs" : TextFormat.count(runs, "run");
    return failed == 0 ? all : all + ", " + failed(failed);
  }

  private static String failed(int runs) {
    return TextFormat.number(runs) + " failed";
  }

  /** {@code Sat 28 Nov 12:00–15:00}, {@code Sat 28 Nov}, {@code 23 Nov–29 Nov}. */
  String when(RunHistogram.Bar bar) {
    ZonedDateTime from = bar.from().atZone(zone);
    ZonedDateTime to = bar.to().atZone(zone);
    boolean thisYear = from.getYear() == now.atZone(zone).getYear();
    DateTimeFormatter day = thisYear ? DAY_OF_WEEK : DAY_OF_YEAR;
    if (isOfDays(bar)) {
      ZonedDateTime last = to.minusDays(1);
      return last.toLocalDate().equals(from.toLocalDate())
          ? day.format(from)
          : (thisYear ? DAY : DAY_OF_YEAR).format(from)
              + "–"
              + (thisYear ? DAY : DAY_OF_YEAR).format(last);
    }
    return day.format(from) + " " + TIME.format(from) + "–" + TIME.format(to);
  }

  /** {@code Sat 28 Nov 12:00}, {@code Sat 28 Nov}: where a stretch of bars begins or ends. */
  private String moment(Instant at, boolean isDay) {
    ZonedDateTime local = at.atZone(zone);
    boolean thisYear = local.getYear() == now.atZone(zone).getYear();
    String day = (thisYear ? DAY_OF_WEEK : DAY_OF_YEAR).format(local);
    return isDay ? day : day + " " + TIME.format(local);
  }

  private Instant lastDay(RunHistogram.Bar bar) {
    return bar.to().atZone(zone).minusDays(1).toInstant();
  }

  /** Below the axis: a time on one day, or with the day of the week on a few, else a day. */
  private String label(RunHistogram.Bar bar) {
    ZonedDateTime from = bar.from().atZone(zone);
    List<RunHistogram.Bar> bars = histogram.bars();
    Instant first = bars.getFirst().from();
    Duration shown = Duration.between(first, bars.getLast().to());
    boolean oneDay =
        first.atZone(zone).toLocalDate().equals(bars.getLast().from().atZone(zone).toLocalDate())
            || shown.compareTo(Duration.ofHours(2)) <= 0;
    return shown.compareTo(Duration.ofDays(3)) <= 0
        ? (oneDay ? TIME : TIME_OF_WEEK).format(from)
        : shown.compareTo(MONTH.multipliedBy(12)) <= 0
            ? DAY.format(from)
            : DAY_OF_YEAR.format(from);
  }

  private static boolean isOfDays(RunHistogram.Bar bar) {
    return Duration.between(bar.from(), bar.to()).compareTo(HALF_A_DAY.plusHours(2)) > 0;
  }
}
