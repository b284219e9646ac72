package dev.pinwheel.studio.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.run.RunList;
import org.junit.jupiter.api.Test;

final class RunsTextTest {

  @Test
  void saysHowManyRunsAreListedAsFarAsTheyAreCounted() {
    assertThat(RunsText.listed(0)).isEmpty();
    assertThat(RunsText.listed(1)).isEqualTo("1 run");
    assertThat(RunsText.listed(1_234)).isEqualTo("1,234 runs");
    assertThat(RunsText.listed(RunList.MOST_COUNTED)).isEqualTo("10,000 runs");
    assertThat(RunsText.listed(RunList.MOST_COUNTED + 1)).isEqualTo("10,000+ runs");
  }
}
