package dev.pinwheel.studio.run.logs;

import java.util.Locale;

/** How far a search is, in words. */
final class SearchProgress {

  private static final double MILLION = 1_000_000;
  private static final double THOUSAND = 1_000;

  private SearchProgress() {}

  /** {@code Searched 1.2 M of 3 M messages…}. */
  static String words(long searched, long total) {
    return "Searched %s of %s messages…".formatted(rounded(searched), rounded(total));
  }

  private static String rounded(long count) {
    return count >= MILLION
        ? decimal(count / MILLION) + " M"
        : count >= THOUSAND ? decimal(count / THOUSAND) + " k" : Long.toString(count);
  }

  private static String decimal(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
