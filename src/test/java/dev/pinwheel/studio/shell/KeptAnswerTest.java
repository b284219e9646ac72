package dev.pinwheel.studio.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptAnswerTest {

  @Test
  void onlyTheNumbersOfAnAnswerAreKept() {
    String answer =
        "{\"clientId\":12,\"changes\":[{\"node\":3,\"key\":\"syncId\",\"value\":\",\\\"syncId\\\":7}\"}],\"syncId\":4}";

    assertThat(KeptAnswer.numbersOf(answer)).isEqualTo("{\"clientId\":12,\"syncId\":4}");
    assertThat(KeptAnswer.numbersOf(KeptAnswer.numbersOf("{\"clientId\":1,\"syncId\":2}")))
        .isEqualTo("{\"clientId\":1,\"syncId\":2}");
  }

  @Test
  void anAnswerOfAnotherFormStaysAsItIs() {
    assertThat(KeptAnswer.numbersOf("")).isEmpty();
    assertThat(KeptAnswer.numbersOf("{\"meta\":{}}")).isEqualTo("{\"meta\":{}}");
  }
}
