package dev.pinwheel.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.examples.WeatherTable.ImplausibleDay;
import dev.pinwheel.examples.WeatherTable.MonthRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeatherTest {

  @TempDir Path directory;
  private ExampleData data;
  private Weather weather;

  @BeforeEach
  void createWeather() {
    data = ExampleData.install(directory);
    weather = new Weather(data, Pace.NONE);
  }

  private void edit(String before, String after) throws IOException {
    Path rules = directory.resolve("examples/weather-rules.properties");
    String text = Files.readString(rules);
    assertThat(text).containsOnlyOnce("\n" + before + "\n");
    Files.writeString(rules, text.replace("\n" + before + "\n", "\n" + after + "\n"));
  }

  @Test
  void tableHasNinetySixMonthsOfTwoStations() throws InterruptedException {
    List<MonthRows> months = weather.loadTable();

    assertThat(months).hasSize(96);
    assertThat(months.stream().mapToInt(m -> m.rows().size()).sum()).isEqualTo(2_922);
    assertThat(months).extracting(MonthRows::station).contains("Seattle", "New York");
  }

  @Test
  void exactlyOneMonthFailsOnItsImplausibleDayUntilOneLineIsChanged() throws Exception {
    List<YearMonth> failed =
        weather.loadTable().stream().filter(this::fails).map(MonthRows::month).toList();

    assertThat(failed).containsExactly(YearMonth.of(2012, 3));
    assertThatThrownBy(() -> weather.nightly(2012, 2015))
        .isInstanceOf(ImplausibleDay.class)
        .hasMessage(
            "2012-03-15: Seattle says \"snow\", but it was never colder than 5.6 °C. Change snow-on-warm-day in %s."
                .formatted(directory.resolve("examples/weather-rules.properties")));

    edit("snow-on-warm-day = refuse", "snow-on-warm-day = rain");
    assertThat(weather.loadTable().stream().filter(this::fails)).isEmpty();
  }

  private boolean fails(MonthRows month) {
    try {
      weather.checkMonth(month.station(), month.month(), month.rows(), weather.readRules());
      return false;
    } catch (ImplausibleDay e) {
      return true;
    }
  }

  @Test
  void pipelineSummarisesBothStationsAndPublishesOnce() throws Exception {
    edit("snow-on-warm-day = refuse", "snow-on-warm-day = rain");

    List<Weather.Summary> summaries = weather.nightly(2012, 2015);

    assertThat(summaries)
        .extracting(Weather.Summary::station)
        .containsExactly("Seattle", "New York");
    assertThat(summaries.getFirst().daysOf()).containsEntry("snow", 25).containsEntry("rain", 642);
    assertThat(summaries.getLast().extremes().hottestDay()).isEqualTo(LocalDate.of(2013, 7, 18));
    assertThat(summaries.getFirst().meanTemperatures().get(2012))
        .isBetween(BigDecimal.TEN, new BigDecimal("13"));
    assertThat(data.outbox().list())
        .containsExactly("0001-announcement.txt", "0002-weather-report.txt");
  }

  @Test
  void strictRulesFindEveryOddDay() throws Exception {
    edit("snow-without-precipitation = accept", "snow-without-precipitation = refuse");
    edit("rain-without-precipitation = accept", "rain-without-precipitation = refuse");

    assertThat(weather.loadTable().stream().filter(this::fails).count()).isEqualTo(29);
  }

  @Test
  void nonsenseInTheRulesAndInTheYearsIsToldWithASentence() throws IOException {
    edit("snow-on-warm-day = refuse", "snow-on-warm-day = perhaps");

    assertThatThrownBy(() -> weather.readRules())
        .hasMessageStartingWith("Expected accept, rain or refuse as snow-on-warm-day in ")
        .hasMessageEndingWith("found perhaps.");
    assertThatThrownBy(() -> weather.nightly(1999, 2000))
        .hasMessage("Expected years from 2012 to 2015, found 1999 to 2000.");
  }
}
