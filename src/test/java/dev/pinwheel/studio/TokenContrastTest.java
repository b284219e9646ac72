package dev.pinwheel.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pair of tokens that may meet on screen, in both themes, against WCAG 2.2 (1.4.3, 1.4.11).
 */
final class TokenContrastTest {

  private static final double TEXT = 4.5;
  private static final double NOT_TEXT = 3.0;

  private static final List<String> STATES =
      List.of("run", "done", "fail", "stop", "sleep", "wait");
  private static final List<String> TERMINAL =
      List.of("black", "red", "green", "yellow", "blue", "magenta", "cyan");
  private static final List<String> PAPERS = List.of("--paper-0", "--paper-1", "--paper-2");

  private final Tokens tokens = Tokens.read();

  /** A colour that stands on another one, and the contrast that it needs there. */
  record Pair(String front, String back, double least) {}

  static Stream<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (String paper : PAPERS) {
      pairs.add(new Pair("--ink", paper, TEXT));
      pairs.add(new Pair("--ink-2", paper, TEXT));
      pairs.add(new Pair("--memo", paper, TEXT));
      pairs.add(new Pair("--act", paper, NOT_TEXT));
      pairs.add(new Pair("--act-hover", paper, NOT_TEXT));
    }
    for (String paper : List.of("--paper-0", "--paper-1")) {
      pairs.add(new Pair("--edge", paper, NOT_TEXT));
      pairs.add(new Pair("--focus", paper, NOT_TEXT));
      pairs.add(new Pair("--memo-glyph", paper, TEXT)); // a count stands beside it
    }
    pairs.add(new Pair("--focus-on-paper-2", "--paper-2", NOT_TEXT));
    pairs.add(new Pair("--on-act", "--act", TEXT));
    pairs.add(new Pair("--on-act", "--act-hover", TEXT));
    pairs.add(new Pair("--memo", "--memo-tint", TEXT));
    pairs.add(new Pair("--ink", "--memo-tint", TEXT));
    pairs.add(new Pair("--paper-0", "--state-fail", TEXT));
    pairs.add(new Pair("--paper-0", "--state-fail-on-tint", TEXT));
    pairs.add(new Pair("--paper-0", "--ink", TEXT));
    for (String colour : TERMINAL) {
      pairs.add(new Pair("--term-" + colour, "--paper-0", TEXT));
      pairs.add(new Pair("--term-" + colour + "-on-tint", "--paper-2", TEXT));
    }
    for (String state : STATES) {
      pairs.add(new Pair("--state-" + state, "--paper-0", TEXT));
      if (!state.equals("stop")) { // parts.css: amber words on paper-1 take step 12
        pairs.add(new Pair("--state-" + state, "--paper-1", TEXT));
      }
      pairs.add(new Pair("--state-" + state + "-on-tint", "--paper-1", TEXT));
      pairs.add(new Pair("--state-" + state, "--paper-2", NOT_TEXT));
      for (String tint : STATES) {
        pairs.add(new Pair("--state-" + state + "-on-tint", "--tint-" + tint, TEXT));
      }
      pairs.add(new Pair("--state-" + state + "-on-tint", "--paper-2", TEXT));
      pairs.add(new Pair("--state-" + state + "-on-tint", "--memo-tint", TEXT));
    }
    return pairs.stream();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyPairIsLegibleInBothThemes(Pair pair) {
    for (Tokens.Theme theme : Tokens.Theme.values()) {
      String front = tokens.colour(pair.front(), theme);
      String back = tokens.colour(pair.back(), theme);

      assertThat(Tokens.contrast(front, back))
          .as("%s %s on %s %s, %s", pair.front(), front, pair.back(), back, theme)
          .isGreaterThanOrEqualTo(pair.least());
    }
  }

  @Test
  void stepElevenWouldNotDoOnTints() {
    String word = tokens.colour("--state-stop", Tokens.Theme.LIGHT);
    String tint = tokens.colour("--tint-stop", Tokens.Theme.LIGHT);

    assertThat(Tokens.contrast(word, tint))
        .as("why words on tints have tokens of their own")
        .isLessThan(TEXT);
  }

  @Test
  void contrastOfBlackOnWhiteIsTwentyOne() {
    assertThat(Tokens.contrast("#000000", "#ffffff")).isEqualTo(21.0);
  }
}
