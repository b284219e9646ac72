package dev.pinwheel.studio.palette;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Whether a name fits what somebody typed: each typed word stands in it somewhere, in any order,
 * ignoring case. Slashes part words. Pure.
 */
final class WordMatch {

  private static final int WHOLE = 0;
  private static final int BEGINS = 1;
  private static final int BEGINS_A_WORD = 2;
  private static final int CONTAINS = 3;

  private final List<String> words;
  private final String all;

  WordMatch(String typed) {
    this.words = words(typed);
    this.all = String.join(" ", words);
  }

  /** The better the lower; empty when it does not fit. */
  OptionalInt rank(String name) {
    String wanted = String.join(" ", words(name));
    if (words.isEmpty() || !words.stream().allMatch(word -> stands(word, wanted))) {
      return OptionalInt.empty();
    }
    if (wanted.equals(all) || lastWord(wanted).equals(all)) {
      return OptionalInt.of(WHOLE);
    }
    if (wanted.startsWith(all) || lastWord(wanted).startsWith(all)) {
      return OptionalInt.of(BEGINS);
    }
    boolean begins = words.stream().allMatch(word -> beginsWord(word, wanted));
    return OptionalInt.of(begins ? BEGINS_A_WORD : CONTAINS);
  }

  /** A single letter stands in most names, so it has to begin a word. */
  private static boolean stands(String word, String wanted) {
    return word.length() > 1 ? wanted.contains(word) : beginsWord(word, wanted);
  }

  private static boolean beginsWord(String word, String wanted) {
    return (" " + wanted).contains(" " + word);
  }

  /** Those that fit, the best first; among equals they keep their order. */
  <T> List<T> best(List<T> all, Function<T, String> name, int limit) {
    return all.stream()
        .filter(one -> rank(name.apply(one)).isPresent())
        .sorted(Comparator.comparingInt(one -> rank(name.apply(one)).orElse(CONTAINS)))
        .limit(limit)
        .toList();
  }

  private static String lastWord(String words) {
    return words.substring(words.lastIndexOf(' ') + 1);
  }

  private static List<String> words(String text) {
    return List.of(text.toLowerCase(Locale.ROOT).split("[\\s/]+")).stream()
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
