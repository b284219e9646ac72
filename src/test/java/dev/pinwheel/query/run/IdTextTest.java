package dev.pinwheel.query.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.RunId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTextTest {

  private static final RunId RUN = new RunId(7);

  @Test
  void theBeginningOfARunIsFoundInAnyCase() {
    String id = RUN.toString();

    assertThat(IdText.parse(" " + id.substring(0, 3).toLowerCase() + " "))
        .hasValueSatisfying(typed -> {
          assertThat(typed.wholeRun()).isEmpty();
          assertThat(typed.isBeginningOf(RUN)).isTrue();
          assertThat(typed.isBeginningOf(new RunId(8))).isFalse();
        });
    assertThat(IdText.parse(id))
        .hasValueSatisfying(typed -> assertThat(typed.wholeRun()).contains(RUN));
  }

  @Test
  void stepsAndAttemptsAreWrittenWithColonsOrANumberSign() {
    assertThat(IdText.parse("R7K2X:")).contains(new IdText("R7K2X", "", null));
    assertThat(IdText.parse("r7k2x:3")).contains(new IdText("R7K2X", "3", null));
    assertThat(IdText.parse("R7K2X:3#")).contains(new IdText("R7K2X", "3", ""));
    assertThat(IdText.parse("R7K2X:3#2")).contains(new IdText("R7K2X", "3", "2"));
    assertThat(IdText.parse("R7K2X:3:2")).contains(new IdText("R7K2X", "3", "2"));
    assertThat(IdText.parse("R7K2X:3").orElseThrow().isBeginningOf(RUN)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "R", "remind", "u1", "R7K2:x", "R7K2:1:2:3", "R7K2 :1", "%", "R_"})
  void whatNoIdBeginsWithIsNone(String text) {
    assertThat(IdText.parse(text)).isEmpty();
  }
}
