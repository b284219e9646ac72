package dev.pinwheel.studio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The custom properties of {@code studio-themes/}, resolved to opaque colours in either theme. */
final class Tokens {

  enum Theme {
    LIGHT,
    DARK
  }

  private static final Pattern PROPERTY = Pattern.compile("(--[\\w-]+):\\s*([^;]+);");
  private static final Pattern VARIABLE = Pattern.compile("var\\((--[\\w-]+)\\)");
  private static final Pattern HEX = Pattern.compile("#(?:[0-9a-f]{3}|[0-9a-f]{6})");

  private final Map<String, String> declared = new HashMap<>();

  private Tokens() {}

  static Tokens read() {
    Tokens tokens = new Tokens();
    tokens.add(Path.of("studio-themes/radix.css"));
    tokens.add(Path.of("studio-themes/tokens.css"));
    return tokens;
  }

  private void add(Path file) {
    try {
      Matcher matcher = PROPERTY.matcher(Files.readString(file));
      while (matcher.find()) {
        declared.putIfAbsent(matcher.group(1), matcher.group(2).strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The colour {@code #rrggbb} of a token, or an error when it is not an opaque colour. */
  String colour(String token, Theme theme) {
    String value = resolve("var(" + token + ")", theme);
    if (!HEX.matcher(value).matches()) {
      throw new IllegalArgumentException(token + " is not an opaque colour but " + value);
    }
    return value.length() == 7 ? value : value.replaceAll("([0-9a-f])", "$1$1");
  }

  private String resolve(String value, Theme theme) {
    Matcher variable = VARIABLE.matcher(value);
    if (variable.matches()) {
      String target = declared.get(variable.group(1));
      if (target == null) {
        throw new IllegalArgumentException("No token " + variable.group(1));
      }
      return resolve(target, theme);
    }
    if (value.startsWith("light-dark(")) {
      String inner = value.substring("light-dark(".length(), value.length() - 1);
      int comma = inner.indexOf(',');
      String half = theme == Theme.LIGHT ? inner.substring(0, comma) : inner.substring(comma + 1);
      return resolve(half.strip(), theme);
    }
    return value;
  }

  /** The contrast ratio of WCAG 2.2 of two colours, from 1 to 21. */
  static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    int rgb = Integer.parseInt(colour.substring(1), 16);
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int channel) {
    double value = (channel & 0xff) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
