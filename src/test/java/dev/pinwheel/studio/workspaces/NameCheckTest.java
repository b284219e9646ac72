package dev.pinwheel.studio.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NameCheckTest {

  @Test
  void aSpaceIsToldWithWhatStandsBeforeIt() {
    assertThat(NameCheck.of("dev joe", name -> false))
        .contains(
            new NameCheck(
                "Names use letters, digits, _ and -, separated by /. Found a space after 'dev'.",
                false));
  }

  @Test
  void aTakenNameOffersToSwitch() {
    assertThat(NameCheck.of("development/joe", "development/joe"::equals))
        .contains(new NameCheck("'development/joe' exists already.", true));
  }

  @Test
  void aGoodNameIsSilent() {
    assertThat(NameCheck.of("development/joe", name -> false)).isEqualTo(Optional.empty());
  }
}
