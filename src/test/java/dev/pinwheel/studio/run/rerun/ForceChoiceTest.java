package dev.pinwheel.studio.run.rerun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.studio.run.RunTreeBuilder;
import org.junit.jupiter.api.Test;

final class ForceChoiceTest {

  @Test
  void stepsOfOneTargetAreToldApartByArguments() {
    ForceChoice.Item item = new ForceChoice.Item(RunTreeBuilder.step(3), "parseRow", "row \"39\"");

    assertThat(item.label()).isEqualTo("parseRow row 39 (%s)".formatted(RunTreeBuilder.step(3)));
  }
}
