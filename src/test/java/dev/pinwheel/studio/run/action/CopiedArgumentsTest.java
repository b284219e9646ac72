package dev.pinwheel.studio.run.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import org.junit.jupiter.api.Test;

class CopiedArgumentsTest {

  @Test
  void whatIsTooLargeSaysHowLargeAndThatNothingWasCopied() {
    assertThat(CopiedArguments.tooLarge(new StepId(new RunId(7), 3), 4_404_019))
        .isEqualTo(
            "The arguments of %s take 4.2 MB, too much to copy: at most 1.0 MB. Nothing was copied. Open the step to look at them."
                .formatted(new StepId(new RunId(7), 3)));
  }
}
