package dev.pinwheel.browser;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every screen of a run; a class of its own, so that two JVMs share the screens. */
@Tag("browser")
class EveryScreenOfARunTest {

  @RegisterExtension static final Studio studio = new Studio(ManyRuns::fill);

  /** Pictures at every width take longer than the usual limit. */
  @Test
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void axeFindsNoViolationInBothThemesAndNothingIsCutOffWhenThereIsLittleRoom() {
    ScreenChecks.of(studio.open(), StudioScreen.ofARun());
  }
}
