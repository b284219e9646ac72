package dev.pinwheel.query.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Time cut into bars, where clocks are changed too. */
class TimeBucketsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final int MOST = 60;

  private static Instant at(String local) {
    return ZonedDateTime.parse(local + "[Europe/Berlin]").toInstant();
  }

  private static TimeBuckets over(Instant from, Duration length) {
    return TimeBuckets.over(from, from.plus(length), BERLIN, MOST);
  }

  @Test
  void barsAreWhatPeopleWouldHaveChosen() {
    Instant from = at("2026-11-28T10:17:23+01:00");

    assertThat(over(from, Duration.ofMinutes(40)).unit()).isEqualTo("1 minute");
    assertThat(over(from, Duration.ofHours(1)).unit()).isEqualTo("2 minutes");
    assertThat(over(from, Duration.ofDays(1)).unit()).isEqualTo("30 minutes");
    assertThat(over(from, Duration.ofDays(7)).unit()).isEqualTo("3 hours");
    assertThat(over(from, Duration.ofDays(30)).unit()).isEqualTo("1 day");
    assertThat(over(from, Duration.ofDays(365)).unit()).isEqualTo("1 week");
    assertThat(over(from, Duration.ofDays(900)).unit()).isEqualTo("1 month");
    assertThat(over(from, Duration.ofDays(5 * 365)).unit()).isEqualTo("3 months");
    assertThat(over(from, Duration.ofDays(50 * 365)).unit()).isEqualTo("1 year");
    assertThat(over(from, Duration.ofDays(9000 * 365L)).unit()).isEqualTo("all");
  }

  @Test
  void barsBeginAtWholeHoursAndDaysOfTheZone() {
    TimeBuckets week = over(at("2026-11-23T10:17:00+01:00"), Duration.ofDays(7));
    assertThat(week.edges().getFirst()).isEqualTo(at("2026-11-23T09:00:00+01:00"));
    assertThat(week.edges().getLast()).isEqualTo(at("2026-11-30T12:00:00+01:00"));

    TimeBuckets year = over(at("2026-01-01T00:00:00+01:00"), Duration.ofDays(300));
    assertThat(year.unit()).isEqualTo("1 week");
    assertThat(year.edges().getFirst()).isEqualTo(at("2025-12-29T00:00:00+01:00"));
  }

  @Test
  void aDayOnWhichClocksArePutForwardIsAnHourShorter() {
    TimeBuckets days = over(at("2026-03-15T12:00:00+01:00"), Duration.ofDays(30));

    int changed = days.edges().indexOf(at("2026-03-29T00:00:00+01:00"));
    assertThat(days.edges().get(changed + 1)).isEqualTo(at("2026-03-30T00:00:00+02:00"));
    assertThat(Duration.between(days.edges().get(changed), days.edges().get(changed + 1)))
        .isEqualTo(Duration.ofHours(23));
  }

  @Test
  void aDayOnWhichClocksArePutBackIsAnHourLonger() {
    TimeBuckets days = over(at("2026-10-10T12:00:00+02:00"), Duration.ofDays(32));

    int changed = days.edges().indexOf(at("2026-10-25T00:00:00+02:00"));
    assertThat(days.edges().get(changed + 1)).isEqualTo(at("2026-10-26T00:00:00+01:00"));
  }

  @Test
  void barsOfHoursStayAtTheClocksHours() {
    TimeBuckets spring = over(at("2026-03-27T00:00:00+01:00"), Duration.ofDays(6));
    assertThat(spring.unit()).isEqualTo("3 hours");
    int night = spring.edges().indexOf(at("2026-03-29T00:00:00+01:00"));
    assertThat(spring.edges().get(night + 1)).isEqualTo(at("2026-03-29T03:00:00+02:00"));
    assertThat(spring.edges().get(night + 2)).isEqualTo(at("2026-03-29T06:00:00+02:00"));

    TimeBuckets autumn = over(at("2026-10-23T00:00:00+02:00"), Duration.ofDays(6));
    int longNight = autumn.edges().indexOf(at("2026-10-25T00:00:00+02:00"));
    assertThat(autumn.edges().get(longNight + 1)).isEqualTo(at("2026-10-25T03:00:00+01:00"));
  }

  @Test
  void theHourThatHappensTwiceHasTwoBars() {
    TimeBuckets hours = over(at("2026-10-24T12:00:00+02:00"), Duration.ofHours(40));

    assertThat(hours.unit()).isEqualTo("1 hour");
    assertThat(hours.edges())
        .contains(at("2026-10-25T02:00:00+02:00"), at("2026-10-25T02:00:00+01:00"));
  }

  @Test
  void anEmptyStretchIsOneMinute() {
    Instant from = at("2026-11-28T10:17:00+01:00");

    assertThat(TimeBuckets.over(from, from, BERLIN, MOST).edges())
        .containsExactly(from, from.plus(Duration.ofMinutes(1)));
    assertThat(TimeBuckets.over(from, from.minusSeconds(9), BERLIN, MOST).count()).isEqualTo(1);
  }

  @Test
  void whateverIsAskedBarsAscendAndCoverIt() {
    Random random = new Random(12);
    List<String> zones = List.copyOf(ZoneId.getAvailableZoneIds());
    List<String> wrong = new ArrayList<>();
    for (int round = 0; round < 5_000; round++) {
      ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      Instant from = Instant.ofEpochSecond(random.nextLong(0, 2_000_000_000L));
      Instant to = from.plusSeconds((long) Math.exp(random.nextDouble() * 20));
      TimeBuckets buckets = TimeBuckets.over(from, to, zone, MOST);
      List<Instant> edges = buckets.edges();
      boolean ascending = true;
      for (int i = 1; i < edges.size(); i++) {
        ascending &= edges.get(i - 1).isBefore(edges.get(i));
      }
      if (!ascending
          || edges.getFirst().isAfter(from)
          || edges.getLast().isBefore(to)
          || buckets.count() > MOST
          || edges.get(buckets.count() - 1).isAfter(to)) {
        wrong.add("%s from %s to %s: %s".formatted(zone, from, to, buckets));
      }
    }

    assertThat(wrong).isEmpty();
  }
}
