package dev.pinwheel.query.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Failure;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.view.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorPatternTest {

  private static ErrorPattern pattern(String target, String type, String message) {
    return ErrorPattern.of(
        new RunHeader.FirstError(
            new StepId(new RunId(1), 2), target, State.FAILED, Failure.of(type, message)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          No user 'u999'                            | No user …
          No user "u 1" in `table`                  | No user … in …
          can't find 'x' and don't look for 'y'     | can't find … and don't look for …
          row 12 of 3,400 took 1.5 s                | row … of … took … s
          12:30:05 no answer                        | … no answer
          request 0a1b2c3d-0000-4000-8000-0123456789ab lost | request … lost
          plain text                                | plain text
          it's a single quote                       | it's a single quote
          """)
  void quotedTextAndNumbersAreLeftOut(String message, String left) {
    assertThat(pattern("fetchUser", "X", message).message()).isEqualTo(left);
  }

  @Test
  void onlyTheFirstLineCounts() {
    assertThat(pattern("fetchUser", "X", "No user 'a'\nat line 3"))
        .isEqualTo(pattern("fetchUser", "X", "No user 'b'\nat line 4"));
  }

  @Test
  void targetAndTypeMakeADifference() {
    ErrorPattern one = pattern("fetchUser", "a.X", "no");

    assertThat(pattern("fetchUser", "a.X", "no").key()).isEqualTo(one.key()).hasSize(16);
    assertThat(pattern("fetchPlan", "a.X", "no").key()).isNotEqualTo(one.key());
    assertThat(pattern("fetchUser", "a.Y", "no").key()).isNotEqualTo(one.key());
    assertThat(pattern("fetchUser", "a.X", "yes").key()).isNotEqualTo(one.key());
  }
}
