package dev.pinwheel.browser.modules;

import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Param;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import java.time.Instant;

/** A memoized task whose key never repeats, as one writes it by mistake. */
@Module(Stamps.MODULE)
public class Stamps {

  public static final String MODULE = "stamps";

  /** Stamps twice. */
  @Workflow(description = "Stamps the same letter twice.")
  public String daily(@Param(defaultValue = "letter") String letter) {
    return stamp(letter, Instant.now().toString()) + stamp(letter, Instant.now().toString());
  }

  /** Has the time of the call among its arguments. */
  @Task(memo = @Memo, description = "Stamps a letter.")
  public String stamp(String letter, String at) {
    return letter + " of " + at;
  }
}
