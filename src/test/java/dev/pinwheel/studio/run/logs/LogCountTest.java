package dev.pinwheel.studio.run.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.ExecutionFixture;
import dev.pinwheel.query.LogFilter;
import dev.pinwheel.query.LogLine.Level;
import dev.pinwheel.query.ReadModelFixture;
import dev.pinwheel.studio.run.logs.LogCount.Counted;
import dev.pinwheel.studio.run.logs.LogReader.Request;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogCountTest {

  private final ReadModelFixture fixture = new ReadModelFixture();
  private ExecutionFixture run;

  @BeforeEach
  void run() {
    fixture.workspace("production", null);
    run = fixture.run("production", "nightly");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Request request(LogFilter filter) {
    return new Request(fixture.from("production"), run.run(), filter, false, 0);
  }

  private Counted count(Request asked, @Nullable Counted before) {
    return Objects.requireNonNull(LogCount.count(fixture.reads.logs(), asked, before, () -> true));
  }

  @Test
  void allMessagesAreCountedAndAllThatMatch() {
    run.logRows(12_000);

    assertThat(count(request(LogFilter.ALL), null).count()).isEqualTo(12_000);
    assertThat(count(request(LogFilter.ALL.withText("Row 1199")), null).count()).isEqualTo(11);
    assertThat(count(request(LogFilter.ALL.withLevels(Set.of(Level.ERROR))), null).count())
        .isZero();
  }

  @Test
  void whatArrivesIsCountedInAddition() {
    run.logRows(6_000);
    Request asked = request(LogFilter.ALL.withText("Row 5999"));
    Counted before = count(asked, null);
    run.log("info", "Row {n}", "{\"n\":59990}");

    Counted after = count(asked, before);

    assertThat(before.count()).isOne();
    assertThat(after.count()).isEqualTo(2);
    assertThat(after.cursor()).isGreaterThan(before.cursor());
    assertThat(count(request(LogFilter.ALL.withText("Row 59990")), after).count()).isOne();
  }

  @Test
  void nothingIsCountedThatNobodyWaitsFor() {
    run.logRows(12_000);

    assertThat(
            LogCount.count(
                fixture.reads.logs(), request(LogFilter.ALL.withText("row")), null, () -> false))
        .isNull();
  }

  @Test
  void theWordsSayWhetherMessagesAreLeftOutAndWhereTheUserIs() {
    assertThat(LogCount.words(1_234, false, 0)).isEqualTo("1,234 lines");
    assertThat(LogCount.words(1, true, 0)).isEqualTo("1 matching line");
    assertThat(LogCount.words(1_234, true, 3)).isEqualTo("3 of 1,234 matching lines");
    assertThat(request(LogFilter.ALL).isNarrowed()).isFalse();
    assertThat(request(LogFilter.ALL.withStep(2)).isNarrowed()).isTrue();
  }
}
