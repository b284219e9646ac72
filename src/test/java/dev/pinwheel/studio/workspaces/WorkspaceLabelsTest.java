package dev.pinwheel.studio.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WorkspaceLabelsTest {

  @Test
  void whatIsTooDeepToBeIndentedSaysHowDeepItIs() {
    assertThat(WorkspaceLabels.depth(Trees.node("deep", 12))).isEmpty();
    assertThat(WorkspaceLabels.depth(Trees.node("deeper", 13)))
        .hasValueSatisfying(
            depth -> assertThat(depth.getElement().getTextRecursively()).isEqualTo("14 ›"));
  }
}
