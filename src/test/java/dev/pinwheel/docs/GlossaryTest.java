package dev.pinwheel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Former class names are looked up in the glossary, and used nowhere else. */
class GlossaryTest {

  private static final Path GLOSSARY = Path.of("docs", "glossary.md");
  private static final Pattern FORMER = Pattern.compile("^\\| `(\\w+)` \\| ", Pattern.MULTILINE);
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|record|interface|enum|type) (\\w+)");

  /** A name that is no ordinary word, made of two words or more. */
  private static final Pattern COMPOUND = Pattern.compile("[A-Z][a-z]+[A-Z]\\w*");

  private final Map<Path, String> sources = read("src", "frontend");
  private final Map<Path, String> pages = read("docs");
  private final Set<String> gone = gone();

  private static Map<Path, String> read(String... directories) {
    Map<Path, String> texts = new HashMap<>();
    for (String directory : directories) {
      try (Stream<Path> files = Files.walk(Path.of(directory))) {
        for (Path file : files.filter(GlossaryTest::isText).toList()) {
          texts.put(file, Files.readString(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return texts;
  }

  private static boolean isText(Path file) {
    return file.toString().matches(".*\\.(java|ts|md|css)")
        && !file.startsWith(Path.of("frontend", "generated"));
  }

  /** Former names that no type has now. */
  private Set<String> gone() {
    Set<String> types =
        sources.values().stream()
            .flatMap(text -> TYPE.matcher(text).results())
            .map(type -> type.group(1))
            .collect(Collectors.toSet());
    Set<String> names = new TreeSet<>();
    String glossary = pages.getOrDefault(GLOSSARY, "");
    FORMER
        .matcher(glossary.substring(glossary.indexOf("## Former class names")))
        .results()
        .map(row -> row.group(1))
        .filter(name -> !types.contains(name))
        .forEach(names::add);
    return names;
  }

  @Test
  void formerNamesOccurNowhereInTheCode() {
    List<String> found = new ArrayList<>();
    sources.forEach((file, text) ->
        WORD.matcher(text)
            .results()
            .map(word -> word.group())
            .filter(word -> gone.contains(word) && COMPOUND.matcher(word).matches())
            .distinct()
            .forEach(word -> found.add(file + ": " + word)));

    assertThat(found).isEmpty();
  }

  @Test
  void formerNamesOccurOnNoOtherPage() {
    List<String> found = new ArrayList<>();
    pages.forEach((file, text) -> {
      if (!file.equals(GLOSSARY)) {
        CODE.matcher(text)
            .results()
            .map(code -> code.group(1))
            .flatMap(code ->
                WORD.matcher(code)
                    .results()
                    .map(word -> word.group())
                    .filter(word -> word.equals(code) || COMPOUND.matcher(word).matches()))
            .filter(gone::contains)
            .distinct()
            .forEach(word -> found.add(file + ": " + word));
      }
    });

    assertThat(found).isEmpty();
  }
}
