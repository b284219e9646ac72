package dev.pinwheel.studio.palette;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WordMatchTest {

  @Test
  void eachTypedWordStandsSomewhereInTheName() {
    assertThat(new WordMatch("USERS wel").rank("users / welcome")).isPresent();
    assertThat(new WordMatch("wel users").rank("users / welcome")).isPresent();
    assertThat(new WordMatch("users/welcome").rank("users / welcome")).isPresent();
    assertThat(new WordMatch("run new").rank("Start a new run…")).isPresent();
    assertThat(new WordMatch("users x").rank("users / welcome")).isEmpty();
    assertThat(new WordMatch("development/joe").rank("development/joe")).isPresent();
  }

  @Test
  void aSingleLetterBeginsAWord() {
    assertThat(new WordMatch("w").rank("users / welcome")).isPresent();
    assertThat(new WordMatch("e").rank("users / welcome")).isEmpty();
  }

  @Test
  void nothingTypedFitsNothing() {
    assertThat(new WordMatch("").rank("users / welcome")).isEmpty();
    assertThat(new WordMatch(" / ").rank("users / welcome")).isEmpty();
  }

  @Test
  void theBestComesFirst() {
    List<String> names =
        List.of("users / unwelcome", "welcome / all", "users / welcomeAll", "users / welcome");

    assertThat(new WordMatch("welcome").best(names, Function.identity(), 10))
        .containsExactly(
            "users / welcome", "welcome / all", "users / welcomeAll", "users / unwelcome");
    assertThat(new WordMatch("welcome").best(names, Function.identity(), 1))
        .containsExactly("users / welcome");
  }
}
