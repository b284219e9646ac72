package dev.pinwheel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each rule that code, tests and documentation cite is defined in docs/reference/rules.md. */
class RulesTest {

  private static final Path PAGE = Path.of("docs", "reference", "rules.md");
  private static final Pattern DEFINITION =
      Pattern.compile("^- <a id=\"(\\w+)\"></a>\\*\\*([A-Z]\\d+)\\*\\* ", Pattern.MULTILINE);

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);

  /** In comments, any word that looks like a rule; "migration V10" is none. */
  private static final Pattern RULE =
      Pattern.compile("(?<!(?:[Mm]igration|schema) )\\b[ACDEFGMNPTVW]\\d{1,2}\\b");

  /** On pages, a parenthesis or the text of a link that begins with rules: "(D1, W6)". */
  private static final Pattern CITATION =
      Pattern.compile(
          "[(\\[](?:rules? )?\\[?([A-Z]\\d{1,2}(?:(?:, | and |–|; )[A-Z]\\d{1,2})*)(?=[)\\],;:])");

  private final String page = MarkdownFile.read(PAGE).text();
  private final List<MatchResult> definitions = DEFINITION.matcher(page).results().toList();
  private final Set<String> rules =
      definitions.stream().map(definition -> definition.group(2)).collect(Collectors.toSet());

  @Test
  void rulesThatCommentsCiteAreDefined() {
    List<String> unknown = new ArrayList<>();
    for (Path file : javaFiles()) {
      COMMENT
          .matcher(read(file))
          .results()
          .flatMap(comment -> RULE.matcher(comment.group()).results())
          .map(MatchResult::group)
          .filter(rule -> !rules.contains(rule))
          .forEach(rule -> unknown.add(file + ": " + rule));
    }

    assertThat(unknown).isEmpty();
  }

  @Test
  void rulesThatPagesCiteAreDefined() {
    List<String> unknown = new ArrayList<>();
    for (MarkdownFile file : MarkdownFile.list()) {
      CITATION
          .matcher(file.text())
          .results()
          .flatMap(citation -> RULE.matcher(citation.group(1)).results())
          .map(MatchResult::group)
          .filter(rule -> !rules.contains(rule))
          .forEach(rule -> unknown.add(file.path() + ": " + rule));
    }

    assertThat(unknown).isEmpty();
  }

  @Test
  void eachRuleIsDefinedOnceUnderAnAnchorOfItsName() {
    assertThat(definitions).hasSizeGreaterThan(60);
    assertThat(definitions).extracting(definition -> definition.group(2)).doesNotHaveDuplicates();
    assertThat(definitions)
        .allSatisfy(definition ->
            assertThat(definition.group(1))
                .isEqualTo(definition.group(2).toLowerCase(Locale.ROOT)));
  }

  private static List<Path> javaFiles() {
    return Stream.of("main", "test")
        .flatMap(root -> {
          try (Stream<Path> files = Files.walk(Path.of("src", root, "java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        })
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
