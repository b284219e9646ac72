package dev.pinwheel.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Checks the test vectors that docs/explanation/keys.md gives to those who write keys in other
 * languages (M3, C1).
 */
class KeysDocumentTest {

  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  private final String document = read();

  @TestFactory
  List<DynamicTest> canonicalFormsAreAsDocumented() {
    return eachRow(
        "Canonical forms",
        cells -> {
          byte[] canonical = CanonicalJson.canonicalize(utf8(code(cells[0])));
          assertThat(new String(canonical, StandardCharsets.UTF_8)).isEqualTo(code(cells[1]));
          assertThat(CanonicalJson.canonicalize(canonical)).isEqualTo(canonical);
        });
  }

  @TestFactory
  List<DynamicTest> payloadsAreRefusedAsDocumented() {
    return eachRow(
        "Refused payloads",
        cells -> {
          InvalidValue refused =
              catchThrowableOfType(
                  InvalidValue.class, () -> CanonicalJson.canonicalize(utf8(code(cells[0]))));
          assertThat(refused.path()).isEqualTo(code(cells[1]));
        });
  }

  @TestFactory
  List<DynamicTest> memoKeysAreAsDocumented() {
    return eachRow(
        "Memo keys",
        cells ->
            assertThat(
                    MemoKey.of(
                        code(cells[0]), code(cells[1]), arguments(cells[2]), positions(cells[3])))
                .hasToString(code(cells[4])));
  }

  @TestFactory
  List<DynamicTest> argumentsHashesAreAsDocumented() {
    return eachRow(
        "Arguments hashes",
        cells ->
            assertThat(ArgumentsHash.of(code(cells[0]), code(cells[1]), arguments(cells[2])))
                .hasToString(code(cells[3])));
  }

  @TestFactory
  List<DynamicTest> cacheKeysAreAsDocumented() {
    return eachRow(
        "Cache keys",
        cells ->
            assertThat(CacheKey.of(code(cells[0]), version(cells[1]), arguments(cells[2])))
                .hasToString(code(cells[3])));
  }

  @Test
  void workedExampleHashesToTheKeyBelowIt() throws Exception {
    String example = between("```text\n", "\n```");
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    for (String line : example.lines().toList()) {
      String[] words = line.split(" +", -1);
      sha256.update(HexFormat.of().parseHex(words[0] + words[1]));
    }
    String key = HexFormat.of().formatHex(sha256.digest());

    assertThat(between("SHA-256: `", "`")).isEqualTo(key);
    assertThat(MemoKey.of("users", "fetchUser", List.of(utf8("\"u1\"")), List.of(0)))
        .hasToString(key);
  }

  private interface RowCheck {
    void check(String[] cells);
  }

  private List<DynamicTest> eachRow(String heading, RowCheck check) {
    List<DynamicTest> tests = new ArrayList<>();
    String section = between("\n### " + heading + "\n", "\n### ");
    section
        .lines()
        .filter(line -> line.startsWith("| "))
        .skip(2)
        .map(KeysDocumentTest::cells)
        .forEach(cells ->
            tests.add(DynamicTest.dynamicTest(String.join(" ", cells), () -> check.check(cells))));
    assertThat(tests).as(heading).isNotEmpty();
    return tests;
  }

  private String between(String before, String after) {
    int start = document.indexOf(before);
    assertThat(start).as(before).isNotNegative();
    int end = document.indexOf(after, start + before.length());
    return document.substring(start + before.length(), end < 0 ? document.length() : end);
  }

  private static String[] cells(String row) {
    return row.substring(2, row.length() - 2).split(" \\| ", -1);
  }

  private static String code(String cell) {
    List<String> spans = codes(cell);
    assertThat(spans).as(cell).hasSize(1);
    return spans.getFirst();
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map((MatchResult span) -> span.group(1)).toList();
  }

  private static List<byte[]> arguments(String cell) {
    return codes(cell).stream().map(KeysDocumentTest::utf8).toList();
  }

  private static List<Integer> positions(String cell) {
    return cell.equals("none")
        ? List.of()
        : Arrays.stream(code(cell).split(" ", -1)).map(Integer::valueOf).toList();
  }

  private static @Nullable String version(String cell) {
    return cell.equals("none") ? null : code(cell).substring(1, code(cell).length() - 1);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String read() {
    try {
      return Files.readString(Path.of("docs/explanation/keys.md"));
    } catch (IOException e) {
      throw new AssertionError("Expected docs/explanation/keys.md in the project's directory.", e);
    }
  }
}
