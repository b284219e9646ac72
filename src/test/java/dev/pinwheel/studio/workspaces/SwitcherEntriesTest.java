package dev.pinwheel.studio.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.WorkspaceNode;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SwitcherEntriesTest {

  private static final List<WorkspaceNode> TREE =
      List.of(
          Trees.node("lab", 0),
          Trees.node("lab/x", 1),
          Trees.node("production", 0),
          Trees.node("development", 1),
          Trees.node("development/ann", 2),
          Trees.node("development/joe", 2),
          Trees.node("staging", 1));

  @Test
  void nothingTypedShowsEverything() {
    assertThat(names("")).hasSize(TREE.size());
  }

  @Test
  void whatFitsKeepsItsAncestorsAndNothingElse() {
    assertThat(names(" JOE ")).containsExactly("(production)", "(development)", "development/joe");
    assertThat(names("stag")).containsExactly("(production)", "staging");
    assertThat(names("/"))
        .containsExactly(
            "(lab)",
            "lab/x",
            "(production)",
            "(development)",
            "development/ann",
            "development/joe");
    assertThat(names("nothing")).isEmpty();
  }

  private static List<String> names(String typed) {
    return SwitcherEntries.narrow(TREE, typed).stream()
        .map(e -> e.fits() ? e.node().name().value() : "(" + e.node().name() + ")")
        .toList();
  }
}
