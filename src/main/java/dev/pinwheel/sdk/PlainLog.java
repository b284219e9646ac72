package dev.pinwheel.sdk;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where log messages go when no execution is current: to the logger of the JDK. */
final class PlainLog {

  private static final System.Logger LOGGER = System.getLogger("dev.pinwheel.plain");

  private PlainLog() {}

  static void write(Log.Level level, String template, @Nullable Object[] values) {
    LOGGER.log(
        switch (level) {
          case DEBUG -> System.Logger.Level.DEBUG;
          case INFO -> System.Logger.Level.INFO;
          case WARN -> System.Logger.Level.WARNING;
          case ERROR -> System.Logger.Level.ERROR;
        },
        () -> values.length == 0 ? template : template + " " + Arrays.toString(values));
  }
}
