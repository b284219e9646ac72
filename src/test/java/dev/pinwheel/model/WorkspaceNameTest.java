package dev.pinwheel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkspaceNameTest {

  @Test
  void numbersInNamesAreSortedAsNumbers() {
    assertThat(
            Stream.of("try-100", "try-11", "Try-9", "try-10", "try-9", "try/2", "try-9/b")
                .map(WorkspaceName::new)
                .sorted()
                .map(WorkspaceName::value))
        .containsExactly("Try-9", "try-9", "try-9/b", "try-10", "try-11", "try-100", "try/2");
  }
}
