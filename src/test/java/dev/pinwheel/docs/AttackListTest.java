package dev.pinwheel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every attack in docs/security.md names a test that exists. */
class AttackListTest {

  private static final Pattern ROW =
      Pattern.compile("^\\| (\\d+) \\| .+ \\| `([\\w.]+)\\.(\\w+)` \\|$", Pattern.MULTILINE);

  @Test
  void everyAttackHasATest() throws IOException {
    List<MatchResult> rows =
        ROW.matcher(Files.readString(Path.of("docs/security.md"))).results().toList();

    assertThat(rows).hasSizeGreaterThan(50);
    assertThat(rows.stream().map(row -> row.group(2) + row.group(3))).doesNotHaveDuplicates();
    int number = 0;
    for (MatchResult row : rows) {
      assertThat(row.group(1)).isEqualTo(String.valueOf(++number));
      assertThat(hasTest("dev.pinwheel." + row.group(2), row.group(3))).as(row.group()).isTrue();
    }
  }

  private static boolean hasTest(String type, String method) {
    try {
      return Arrays.stream(Class.forName(type).getDeclaredMethods())
          .filter(declared -> declared.getName().equals(method))
          .anyMatch(declared -> declared.getAnnotations().length > 0);
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
