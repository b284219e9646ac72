package dev.pinwheel.engine.access;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.TextLimit;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The names of users and tokens: lower case, so that no two look alike. */
final class UserNames {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]*");
  private static final Pattern NOT_ALLOWED = Pattern.compile("[^a-z0-9._@-]+");

  /** What the engine and people without an identity are called. */
  private static final Set<String> RESERVED = Set.of("local", "engine");

  /** Room for the number behind a name that is taken. */
  private static final int LONGEST_GIVEN = 50;

  private UserNames() {}

  /**
   * @throws Rejection (invalid argument) when it is none
   */
  static void check(String name) {
    if (!NAME.matcher(name).matches()
        || name.length() > TextLimit.TOKEN_NAME.length()
        || RESERVED.contains(name)) {
      throw Rejection.invalidArgument(
          "Expected a name of at most %d small letters, digits, '.', '_', '@' and '-', such as joe or ci-build, found '%s'."
              .formatted(
                  TextLimit.TOKEN_NAME.length(),
                  name.substring(0, Math.min(name.length(), LONGEST_GIVEN))));
    }
  }

  /** A name like the one that an identity provider gives, which nobody has. */
  static String free(String given, Predicate<String> isTaken) {
    String cleaned = NOT_ALLOWED.matcher(given.toLowerCase(Locale.ROOT)).replaceAll("-");
    String stripped = cleaned.replaceAll("^[._@-]+", "");
    String base =
        stripped.isEmpty()
            ? "user"
            : stripped.substring(0, Math.min(stripped.length(), LONGEST_GIVEN));
    String name = base;
    for (int number = 2; isTaken.test(name) || RESERVED.contains(name); number++) {
      name = base + "-" + number;
    }
    return name;
  }
}
