package dev.pinwheel.browser;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every screen of a run; a class of its own, so that two JVMs share the screens. */
@Tag("browser")
class EveryScreenOfARunTest {

  @RegisterExtension static final Studio studio = new Studio(ManyRuns::fill);

  @Test
  void axeFindsNoViolationInBothThemesAndNothingIsCutOffWhenThereIsLittleRoom() {
    ScreenChecks.of(studio.open(), StudioScreen.ofARun());
  }
}
