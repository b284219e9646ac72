package dev.pinwheel.query.view;

import dev.pinwheel.model.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place where two JSON values differ. Values are compared as keys are (M3): numbers by their
 * exact value, members in any order, sets as sets.
 *
 * @param path {@code $} is the value itself, {@code $.a[3].b} a part of it
 * @param before as JSON, shortened; null when absent
 * @param after as JSON, shortened; null when absent
 * @param handles whether both are handles to executions, shown by their ids
 */
public record JsonDifference(
    String path, @Nullable String before, @Nullable String after, boolean handles) {

  private static final int SHOWN = 120;

  /** A number with more digits is left as it is written in canonical form. */
  private static final int MAX_EXPONENT = 20;

  /**
   * The differences, in the order of the values.
   *
   * @param limit how many at most
   */
  public static List<JsonDifference> between(Json before, Json after, int limit) {
    return between(JsonTree.of(before), JsonTree.of(after), limit);
  }

  static List<JsonDifference> between(JsonTree before, JsonTree after, int limit) {
    List<JsonDifference> differences = new ArrayList<>();
    walk("$", before, after, limit, differences);
    return differences;
  }

  /** {@code $.version 1 → 2}, {@code $.name (absent) → "x"}; {@code 1 → 2} for the value itself. */
  public String sentence() {
    return "%s%s → %s".formatted(path.equals("$") ? "" : path + " ", shown(before), shown(after));
  }

  private static String shown(@Nullable String value) {
    return value == null ? "(absent)" : value;
  }

  private static void walk(
      String path,
      @Nullable JsonTree before,
      @Nullable JsonTree after,
      int limit,
      List<JsonDifference> found) {
    if (found.size() >= limit) {
      return;
    }
    if (before == null || after == null) {
      found.add(leaf(path, before, after));
    } else if (!before.text().equals(after.text())) {
      if (before.isObject() && after.isObject()) {
        walkMembers(path, before, after, limit, found);
      } else if (before.isArray() && after.isArray()) {
        walkElements(path, before, after, limit, found);
      } else {
        found.add(leaf(path, before, after));
      }
    }
  }

  private static JsonDifference leaf(
      String path, @Nullable JsonTree before, @Nullable JsonTree after) {
    boolean handles = before != null && before.isHandle() && after != null && after.isHandle();
    return new JsonDifference(path, show(before), show(after), handles);
  }

  private static void walkMembers(
      String path, JsonTree before, JsonTree after, int limit, List<JsonDifference> found) {
    Set<String> names = new LinkedHashSet<>(before.members().keySet());
    names.addAll(after.members().keySet());
    for (String name : names) {
      walk(path + step(name), before.members().get(name), after.members().get(name), limit, found);
    }
  }

  private static void walkElements(
      String path, JsonTree before, JsonTree after, int limit, List<JsonDifference> found) {
    int size = Math.max(before.elements().size(), after.elements().size());
    for (int i = 0; i < size && found.size() < limit; i++) {
      walk(path + "[" + i + "]", element(before, i), element(after, i), limit, found);
    }
  }

  private static @Nullable JsonTree element(JsonTree array, int index) {
    return index < array.elements().size() ? array.elements().get(index) : null;
  }

  private static String step(String name) {
    boolean simple =
        !name.isEmpty()
            && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-$".indexOf(c) >= 0);
    return simple ? "." + name : "[\"" + name + "\"]";
  }

  private static @Nullable String show(@Nullable JsonTree value) {
    if (value == null) {
      return null;
    }
    String text = value.isHandle() ? value.handle() : plain(value.text());
    return text.codePointCount(0, text.length()) <= SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
  }

  /** {@code 20}, where the canonical form is {@code 2e1}. */
  static String plain(String text) {
    int exponent = text.indexOf('e');
    boolean number = exponent > 0 && "-0123456789".indexOf(text.charAt(0)) >= 0;
    if (!number || text.length() - exponent > 3 + 1) {
      return text;
    }
    BigDecimal decimal = new BigDecimal(text);
    return Math.abs(decimal.scale()) > MAX_EXPONENT ? text : decimal.toPlainString();
  }
}
