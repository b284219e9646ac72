package dev.pinwheel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.Transitions.Phase;
import dev.pinwheel.model.ResultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/explanation/lifecycle.md} says which results are legal (E1); it must say what the
 * code does.
 */
class LifecycleDocumentTest {

  private static final Path DOCUMENT = Path.of("docs", "explanation", "lifecycle.md");
  private static final String HEAD = "| result | from unassigned | from assigned |";

  @Test
  void tableOfLegalResultsIsTheOneInTheCode() throws IOException {
    Map<Phase, Set<ResultKind>> documented = new EnumMap<>(Phase.class);
    documented.put(Phase.UNASSIGNED, EnumSet.noneOf(ResultKind.class));
    documented.put(Phase.ASSIGNED, EnumSet.noneOf(ResultKind.class));

    for (String[] cells : rows()) {
      ResultKind kind = ResultKind.ofWord(cells[1].strip());
      if (cells[2].strip().equals("yes")) {
        documented.get(Phase.UNASSIGNED).add(kind);
      }
      if (cells[3].strip().equals("yes")) {
        documented.get(Phase.ASSIGNED).add(kind);
      }
    }

    assertThat(documented).isEqualTo(Transitions.LEGAL);
  }

  private static List<String[]> rows() throws IOException {
    List<String> lines = Files.readAllLines(DOCUMENT);
    int head = 0;
    while (!lines.get(head).startsWith(HEAD)) {
      head++;
    }
    return lines.subList(head + 2, lines.size()).stream()
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.split("\\|"))
        .toList();
  }
}
