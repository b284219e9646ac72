package dev.pinwheel.studio.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastWorkspaceTest {

  @Test
  void aCookieThatIsNotOursIsNone() {
    assertThat(LastWorkspace.decoded("development%2Fjoe")).hasValue("development/joe");
    assertThat(LastWorkspace.decoded("%zz")).isEmpty();
  }
}
