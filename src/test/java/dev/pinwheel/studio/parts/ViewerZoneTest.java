package dev.pinwheel.studio.parts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.studio.run.RunTreeBuilder;
import dev.pinwheel.studio.run.value.ValueView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class ViewerZoneTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NINE = RunTreeBuilder.NINE;

  @Test
  void tellsATimeAsShortAsTheDayAllows() {
    assertThat(ViewerZone.brief(NINE, BERLIN, NINE)).isEqualTo("10:00");
    assertThat(ViewerZone.brief(NINE, BERLIN, NINE.plus(Duration.ofDays(1))))
        .isEqualTo("22 Nov 10:00");
    assertThat(ViewerZone.brief(NINE, BERLIN, NINE.plus(Duration.ofDays(60))))
        .isEqualTo("22 Nov 2026 10:00");
    assertThat(ViewerZone.withSeconds(NINE.plusSeconds(7), BERLIN, NINE)).isEqualTo("10:00:07");
  }

  @Test
  void tellsTheSizeOfWhatIsNotLoaded() {
    assertThat(ValueView.sizeInWords(812)).isEqualTo("812 bytes");
    assertThat(ValueView.sizeInWords(65 * 1024)).isEqualTo("65 kB");
    assertThat(ValueView.sizeInWords(1258291)).isEqualTo("1.2 MB");
  }
}
