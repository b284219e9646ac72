package dev.pinwheel.api.value;

import dev.pinwheel.model.Rejection;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names of enum constants in JSON and in parameters: {@code timedOut}. */
public final class EnumNames {

  private EnumNames() {}

  public static String word(Enum<?> constant) {
    String[] parts = constant.name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder word = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      word.append(Character.toUpperCase(parts[i].charAt(0))).append(parts[i], 1, parts[i].length());
    }
    return word.toString();
  }

  /**
   * The constants that a parameter lists.
   *
   * @param words null or empty for none
   */
  public static <E extends Enum<E>> Set<E> parse(
      Class<E> type, String parameter, @Nullable List<String> words) {
    Set<E> found = EnumSet.noneOf(type);
    if (words != null) {
      words.stream().map(String::strip).forEach(word -> found.add(parse(type, parameter, word)));
    }
    return found;
  }

  public static <E extends Enum<E>> E parse(Class<E> type, String parameter, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> word(constant).equals(word))
        .findFirst()
        .orElseThrow(() ->
            Rejection.invalidArgument(
                "Expected one of %s for '%s', found '%s'."
                    .formatted(
                        Arrays.stream(type.getEnumConstants())
                            .map(EnumNames::word)
                            .collect(Collectors.joining(", ")),
                        parameter,
                        word)));
  }
}
