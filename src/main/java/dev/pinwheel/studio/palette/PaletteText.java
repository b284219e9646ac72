package dev.pinwheel.studio.palette;

import dev.pinwheel.query.run.FoundStep;
import dev.pinwheel.query.run.RunFinder;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.parts.ViewerZone;
import java.time.Instant;
import java.time.ZoneId;

/** The words of the palette. Pure. */
final class PaletteText {

  /** Said beside what was found in runs, when there are older ones. */
  static final String OLDER =
      "newest " + TextFormat.number(RunFinder.SEARCHED) + " runs; older runs not searched";

  private PaletteText() {}

  static String target(String module, String name) {
    return module + " / " + name;
  }

  /** {@code R7K2 · failed · production · 09:12}. */
  static String detail(RunRow row, ZoneId zone, Instant now) {
    String where = row.submittedIn() == null ? "" : " · " + row.submittedIn();
    return "%s · %s%s · %s"
        .formatted(
            row.run(),
            row.status().word(),
            where,
            ViewerZone.brief(row.lastActivityAt(), zone, now));
  }

  /** {@code fetchUser: NoSuchElementException: No user 'u999'}; empty unless it failed. */
  static String error(RunRow row) {
    if (row.error() == null) {
      return "";
    }
    String type = row.error().failure().simpleType();
    String line = row.error().failure().firstLine();
    return row.error().target() + ": " + (line.equals(type) ? type : type + ": " + line);
  }

  /** {@code R7K2:3 #2 · done · production}; an attempt that is not current is called earlier. */
  static String detail(FoundStep step) {
    return "%s #%d · %s%s · %s"
        .formatted(
            step.execution().step(),
            step.execution().attempt(),
            step.state().word(),
            step.current() ? "" : " · earlier attempt",
            step.workspace());
  }

  /** What is said when nothing was found. */
  static String nothing(String text, boolean older) {
    return "Nothing found for '%s'".formatted(text)
        + (older
            ? " in the newest %s runs. Older runs were not searched."
                .formatted(TextFormat.number(RunFinder.SEARCHED))
            : ".");
  }
}
