package dev.pinwheel.sdk;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes structured messages into the log of the current execution.
 *
 * <pre>{@code
 * log().info("Imported {rows} rows from {file}", rows, file);
 * }</pre>
 *
 * <p>Placeholders take the values in order; a name that occurs again repeats its value. The values
 * are kept as data, so that they can be shown and searched. Surplus values are appended. Never
 * throws; thread-safe.
 */
public final class Log {

  /** How important a message is. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  private static final System.Logger PLAIN = System.getLogger("dev.pinwheel.plain");

  static final Log INSTANCE = new Log();

  private Log() {}

  /** Logs details for debugging. */
  public void debug(String template, @Nullable Object... values) {
    write(Level.DEBUG, template, values);
  }

  /** Logs a normal event. */
  public void info(String template, @Nullable Object... values) {
    write(Level.INFO, template, values);
  }

  /** Logs a potential problem. */
  public void warn(String template, @Nullable Object... values) {
    write(Level.WARN, template, values);
  }

  /** Logs an error. */
  public void error(String template, @Nullable Object... values) {
    write(Level.ERROR, template, values);
  }

  private static void write(Level level, String template, @Nullable Object[] values) {
    Host.find()
        .ifPresentOrElse(
            host -> host.log(level, template, values), () -> writePlain(level, template, values));
  }

  /** Where messages go when no execution is current: to the logger of the JDK. */
  private static void writePlain(Level level, String template, @Nullable Object[] values) {
    PLAIN.log(
        switch (level) {
          case DEBUG -> System.Logger.Level.DEBUG;
          case INFO -> System.Logger.Level.INFO;
          case WARN -> System.Logger.Level.WARNING;
          case ERROR -> System.Logger.Level.ERROR;
        },
        () -> values.length == 0 ? template : template + " " + Arrays.toString(values));
  }
}
