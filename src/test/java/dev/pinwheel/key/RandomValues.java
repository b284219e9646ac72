package dev.pinwheel.key;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Random values as plain Java: null, Boolean, BigDecimal without trailing zeros, String, List, Map,
 * Set, {@link Bytes}, {@link Handle}. Two are the same value exactly when they are equal.
 */
final class RandomValues {

  record Bytes(String base64) {}

  record Handle(String id) {}

  private static final String[] CHARACTERS = {
    "a",
    "b",
    "$",
    "\"",
    "\\",
    "/",
    "\n",
    "\u0000",
    "\u001f",
    "\u007f",
    "\u00e9",
    "\u20ac",
    "\ud7ff",
    "\ue000",
    "\uffff",
    "\ud83d\ude00",
    "\udbff\udfff"
  };

  private final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  @Nullable Object next(int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 8)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2, 3 -> number();
      case 4, 5 -> string();
      case 6 -> new Bytes(Base64.getEncoder().encodeToString(bytes()));
      case 7 -> new Handle("R" + (char) ('A' + random.nextInt(26)) + ":" + digit() + ":" + digit());
      case 8 -> list(depth);
      case 9 -> Set.copyOf(new HashSet<>(withoutNull(list(depth))));
      default -> map(depth);
    };
  }

  private BigDecimal number() {
    BigInteger digits =
        switch (random.nextInt(3)) {
          case 0 -> BigInteger.valueOf(random.nextInt(21) - 10);
          case 1 -> BigInteger.valueOf(random.nextLong());
          default -> new BigInteger(200, random);
        };
    int scale = random.nextBoolean() ? 0 : random.nextInt(41) - 20;
    return new BigDecimal(digits, scale).stripTrailingZeros();
  }

  String string() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(5)];
    random.nextBytes(bytes);
    return bytes;
  }

  private int digit() {
    return 1 + random.nextInt(9);
  }

  private List<@Nullable Object> list(int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      list.add(next(depth - 1));
    }
    return list;
  }

  private static List<Object> withoutNull(List<@Nullable Object> list) {
    List<Object> result = new ArrayList<>();
    for (Object element : list) {
      if (element != null) {
        result.add(element);
      }
    }
    return result;
  }

  private Map<String, @Nullable Object> map(int depth) {
    Map<String, @Nullable Object> map = new HashMap<>();
    for (int i = random.nextInt(7); i > 0; i--) {
      map.put(string(), next(depth - 1));
    }
    return map;
  }
}
