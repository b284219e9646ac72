package dev.pinwheel.studio.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** W4: what happened outside the chain concerns nobody who looks from it. */
final class EngineChangesTest {

  private static final RunId RUN = new RunId(1);
  private static final Workspace PRODUCTION = workspace(1, "production");
  private static final Workspace DEVELOPMENT = workspace(2, "development");
  private static final WorkspaceChain FROM_PRODUCTION = new WorkspaceChain(List.of(PRODUCTION));
  private static final WorkspaceChain FROM_DEVELOPMENT =
      new WorkspaceChain(List.of(DEVELOPMENT, PRODUCTION));

  @Test
  void aBaseIsNotToldOfItsChildren() {
    EngineChanges changes = changes(new EngineEvent.RunChanged(RUN, DEVELOPMENT.id()));

    assertThat(changes.concernRun(RUN, FROM_DEVELOPMENT)).isTrue();
    assertThat(changes.concernRunsIn(FROM_DEVELOPMENT)).isTrue();
    assertThat(changes.concernRun(RUN, FROM_PRODUCTION)).isFalse();
    assertThat(changes.concernRunsIn(FROM_PRODUCTION)).isFalse();
  }

  @Test
  void aChildIsToldOfItsBase() {
    EngineChanges changes = changes(new EngineEvent.RunSubmitted(RUN, PRODUCTION.id()));

    assertThat(changes.concernRun(RUN, FROM_DEVELOPMENT)).isTrue();
    assertThat(changes.concernRun(new RunId(2), FROM_DEVELOPMENT)).isFalse();
  }

  @Test
  void messagesConcernLogsOnly() {
    EngineChanges changes = changes(new EngineEvent.MessagesLogged(RUN, PRODUCTION.id()));

    assertThat(changes.concernLogsOf(RUN, FROM_DEVELOPMENT)).isTrue();
    assertThat(changes.concernRun(RUN, FROM_DEVELOPMENT)).isFalse();
    assertThat(changes.concernRunsIn(FROM_DEVELOPMENT)).isFalse();
  }

  private static EngineChanges changes(EngineEvent event) {
    EngineChanges.Collector collector = new EngineChanges.Collector();
    collector.add(event);
    return collector.changes();
  }

  private static Workspace workspace(long id, String name) {
    return new Workspace(
        new WorkspaceId(id),
        new WorkspaceName(name),
        null,
        WorkspaceState.ACTIVE,
        Instant.EPOCH,
        "local");
  }
}
