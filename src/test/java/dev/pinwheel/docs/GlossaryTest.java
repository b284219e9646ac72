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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Former class names are looked up in the glossary, which says what they are called now, and used
 * nowhere else.
 */
class GlossaryTest {

  private static final Path GLOSSARY = Path.of("docs", "glossary.md");
  private static final Pattern FORMER = Pattern.compile("^\\| `(\\w+)` \\| ", Pattern.MULTILINE);

  /** A row: former names, present names, their packages, and where else a former name lives. */
  private static final Pattern ROW =
      Pattern.compile("^\\| (`.+?) \\| (`.+?) \\| (`.+?) \\|(?: (`.+?))? \\|$", Pattern.MULTILINE);

  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|record|interface|enum|type) (\\w+)");

  /** A name that is no ordinary word, made of two words or more. */
  private static final Pattern COMPOUND = Pattern.compile("[A-Z][a-z]+[A-Z]\\w*");

  private final Map<Path, String> sources = read("src", "frontend");
  private final Map<Path, String> pages = read("docs");
  private final String formerNames = formerNames();
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

  /** The part of the glossary with the table of former names. */
  private String formerNames() {
    String glossary = pages.getOrDefault(GLOSSARY, "");
    return glossary.substring(glossary.indexOf("## Former class names"));
  }

  /** The packages of each top-level type, by its simple name. */
  private static Map<String, List<String>> packagesByName() {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files
          .filter(file -> file.toString().matches("src/[^/]+/java/.+\\.java"))
          .collect(
              Collectors.groupingBy(
                  file -> file.getFileName().toString().replace(".java", ""),
                  Collectors.mapping(GlossaryTest::packageOf, Collectors.toList())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The package of a file below {@code src/…/java}. */
  private static String packageOf(Path file) {
    return file.subpath(3, file.getNameCount() - 1).toString().replace('/', '.');
  }

  private static List<String> codes(@Nullable String cell) {
    return cell == null
        ? List.of()
        : CODE.matcher(cell).results().map(code -> code.group(1)).toList();
  }

  /** Former names that no type has now. */
  private Set<String> gone() {
    Set<String> types =
        sources.values().stream()
            .flatMap(text -> TYPE.matcher(text).results())
            .map(type -> type.group(1))
            .collect(Collectors.toSet());
    Set<String> names = new TreeSet<>();
    FORMER
        .matcher(formerNames)
        .results()
        .map(row -> row.group(1))
        .filter(name -> !types.contains(name))
        .forEach(names::add);
    return names;
  }

  @Test
  void eachPresentNameIsATypeOfThePackageBesideIt() {
    Map<String, List<String>> packages = packagesByName();
    List<String> wrong = new ArrayList<>();
    List<MatchResult> rows = ROW.matcher(formerNames).results().toList();
    for (MatchResult row : rows) {
      List<String> expected =
          codes(row.group(2)).stream()
              .map(name -> name.replaceFirst("\\..*", ""))
              .map(type -> packages.getOrDefault(type, List.of()))
              .map(found -> String.join(", ", found))
              .toList();
      if (!codes(row.group(3)).equals(expected)) {
        wrong.add("Expected the package %s in %s".formatted(expected, row.group()));
      }
    }

    assertThat(rows)
        .hasSize((int) formerNames.lines().filter(line -> line.startsWith("| `")).count())
        .hasSizeGreaterThan(200);
    assertThat(wrong).isEmpty();
  }

  @Test
  void aFormerNameThatIsAnotherTypeNowSaysWhere() {
    Map<String, List<String>> packages = packagesByName();
    List<String> wrong = new ArrayList<>();
    for (MatchResult row : ROW.matcher(formerNames).results().toList()) {
      List<String> expected =
          codes(row.group(1)).stream()
              .flatMap(name -> packages.getOrDefault(name, List.of()).stream())
              .toList();
      if (!codes(row.group(4)).equals(expected)) {
        wrong.add("Expected %s in the last column of %s".formatted(expected, row.group()));
      }
    }

    assertThat(wrong).isEmpty();
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
