package dev.pinwheel.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTextTest {

  /** Written with ESC, BEL and CSI (0x9b) as words. */
  @ParameterizedTest
  @CsvSource({
    "a <ESC>[1;31mred<ESC>[0m b, a red b",
    "<ESC>[2J<ESC>[10;20Ha, a",
    "<ESC>]0;title<BEL>b, b",
    "<ESC>]8;;http://x<ESC>\\link<ESC>]8;;<ESC>\\, link",
    "<ESC>(Bc<CSI>31md, cd",
    "cut off <ESC>]0;no end, cut off 0;no end",
    "at the end<ESC>[, at the end",
  })
  void whatOnlyATerminalUnderstandsIsRemoved(String written, String plain) {
    String text =
        written.replace("<ESC>", "\u001b").replace("<BEL>", "\u0007").replace("<CSI>", "\u009b");

    assertThat(TerminalText.plain(text)).isEqualTo(plain);
  }

  @Test
  void linesAndTabsStay() {
    String text = "Row 39:\n\tread";

    assertThat(TerminalText.plain(text)).isSameAs(text);
    assertThat(TerminalText.plain("one\r\ntwo")).isEqualTo("one\ntwo");
  }
}
