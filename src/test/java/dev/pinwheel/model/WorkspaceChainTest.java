package dev.pinwheel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkspaceChainTest {

  private static Workspace workspace(long id, String name, WorkspaceState state) {
    return new Workspace(
        new WorkspaceId(id), new WorkspaceName(name), null, state, Instant.EPOCH, "ada");
  }

  private static WorkspaceChain chain(WorkspaceState state) {
    return new WorkspaceChain(
        List.of(
            workspace(2, "development", state), workspace(1, "production", WorkspaceState.ACTIVE)));
  }

  /** A page that is asked for what it shows already reads nothing. */
  @Test
  void chainsThatWereReadTwiceAreEqualUntilSomethingChanges() {
    assertThat(chain(WorkspaceState.ACTIVE))
        .isEqualTo(chain(WorkspaceState.ACTIVE))
        .hasSameHashCodeAs(chain(WorkspaceState.ACTIVE))
        .isNotEqualTo(chain(WorkspaceState.PAUSED));
    assertThat(chain(WorkspaceState.ACTIVE).depthOf(new WorkspaceId(1))).hasValue(1);
  }
}
