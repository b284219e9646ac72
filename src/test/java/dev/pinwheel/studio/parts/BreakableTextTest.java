package dev.pinwheel.studio.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BreakableTextTest {

  @Test
  void aLongNameMayBreakWhereOneOfItsWordsBegins() {
    assertThat(BreakableText.parts("applyConfiguration")).containsExactly("apply", "Configuration");
    assertThat(BreakableText.parts("regional-weather.of/all"))
        .containsExactly("regional-", "weather.", "of/", "all");
  }

  @Test
  void aShortNameStaysWhole() {
    assertThat(BreakableText.parts("machineId: text, lastYear: whole number"))
        .containsExactly("machineId: text, lastYear: whole number");
  }

  @Test
  void itIsTheTextThatIsCopied() {
    assertThat(new BreakableText("machineId, applyConfiguration").getElement().getTextRecursively())
        .isEqualTo("machineId, applyConfiguration");
  }
}
