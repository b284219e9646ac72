package dev.pinwheel.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Colours, font sizes and measures live in {@code studio-themes/} only. */
final class NoStrayStylesTest {

  /** The one module that knows measures: layout and virtualisation need them as numbers. */
  private static final Set<Path> GEOMETRY =
      Set.of(
          Path.of("frontend/graph/geometry.ts"),
          Path.of("src/main/java/dev/pinwheel/studio/graph/GraphGeometry.java"));

  private static final Pattern STRAY =
      Pattern.compile(
          String.join(
              "|",
              "#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\\b(?![\\w-])", // colours
              "\\b(?:rgba?|hsla?|oklch|color-mix)\\(",
              "\\b\\d+(?:\\.\\d+)?(?:px|rem|em|pt)\\b", // measures
              "\\bfont-?[sS]ize\\b",
              "--lumo-",
              "\\bLumoUtility\\b",
              "\\bset(?:Width|Height|MinWidth|MinHeight|MaxWidth|MaxHeight)\\(\"\\d"));

  private static final Pattern STYLE_CLASS = Pattern.compile("\\.(pw-[a-z0-9-]+)");

  @Test
  void noViewAndNoComponentCarriesAColourASizeOrAMeasure() {
    List<String> stray = new ArrayList<>();

    for (Path file : sources()) {
      if (!GEOMETRY.contains(file)) {
        stray.addAll(strayIn(file));
      }
    }

    assertThat(stray)
        .as("styles outside studio-themes/; use a class or a token of studio-themes/README.md")
        .isEmpty();
  }

  @Test
  void theRuleFindsWhatItIsMeantToFind() {
    assertThat(
            Stream.of(
                "color: #fff;",
                "getStyle().set(\"color\", \"rgb(1, 2, 3)\")",
                "setWidth(\"320px\")",
                "font-size: 12px",
                "fontSize = x",
                "setHeight(\"50%\")"))
        .allMatch(line -> STRAY.matcher(line).find());
    assertThat(
            Stream.of(
                "attempt #2", "see R7K2 #123x", "var(--space-2)", "\"#\" + attempt", "the #a1 one"))
        .noneMatch(line -> STRAY.matcher(line).find());
  }

  /** A class that was renamed on one side only would leave its elements without a style. */
  @Test
  void everyClassOfAStyleSheetIsUsed() throws IOException {
    StringBuilder code = new StringBuilder();
    List<Path> users = sources();
    users.add(Path.of("frontend/index.html"));
    users.add(Path.of("src/main/resources/sign-in/page.html"));
    users.addAll(under(Path.of("src/main/java/dev/pinwheel/security"), ".java"));
    for (Path file : users) {
      code.append(Files.readString(file));
    }
    Set<String> unused = new TreeSet<>();
    for (Path sheet : under(Path.of("studio-themes"), ".css")) {
      Matcher matcher = STYLE_CLASS.matcher(Files.readString(sheet));
      while (matcher.find()) {
        if (code.indexOf(matcher.group(1)) < 0) {
          unused.add(matcher.group(1));
        }
      }
    }

    assertThat(unused).as("classes that no view and no component has").isEmpty();
  }

  private static List<Path> sources() {
    List<Path> files = new ArrayList<>();
    files.addAll(under(Path.of("frontend"), ".ts"));
    files.addAll(under(Path.of("src/main/java/dev/pinwheel/studio"), ".java"));
    return files;
  }

  private static List<Path> under(Path folder, String suffix) {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(file -> file.toString().endsWith(suffix))
          .filter(file -> !file.startsWith("frontend/generated"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> strayIn(Path file) {
    try {
      List<String> stray = new ArrayList<>();
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        Matcher matcher = STRAY.matcher(lines.get(i));
        if (matcher.find()) {
          stray.add("%s:%d: %s".formatted(file, i + 1, matcher.group()));
        }
      }
      return stray;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
