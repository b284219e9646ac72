package dev.pinwheel.studio;

import static dev.pinwheel.studio.StudioFixture.labels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.studio.queue.QueueView;
import dev.pinwheel.studio.workers.WorkersView;
import dev.pinwheel.studio.workflows.WorkflowsView;
import dev.pinwheel.studio.workspaces.WorkspacesView;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The palette offers on each page what its toolbar does. */
class ViewCommandsTest {

  private final TestDatabase database = TestDatabase.create(TestDatabase.Kind.H2);
  private final EngineFixture pinwheel = EngineFixture.start(database);
  private StudioFixture studio;

  @BeforeEach
  void aPage() {
    pinwheel.workspace("production");
    studio = new StudioFixture(pinwheel, "production");
  }

  @AfterEach
  void close() {
    studio.close();
    pinwheel.close();
    database.close();
  }

  @Test
  void workspacesAreCreatedAndArchivedOnesShown() {
    WorkspacesView workspaces = new WorkspacesView(studio.context());

    assertThat(labels(workspaces)).containsExactly("New workspace…", "Show archived workspaces");
    workspaces.commands().getLast().act().run();
    assertThat(labels(workspaces)).contains("Hide archived workspaces");
  }

  @Test
  void theQueueShowsItsOtherSections() {
    assertThat(labels(new QueueView(studio.context())))
        .containsExactly("Show what is due", "Show what is scheduled", "Show what is blocked");
  }

  @Test
  void whatStartsAWorkerIsCopied() {
    WorkersView workers = new WorkersView(studio.context());

    assertThat(labels(workers))
        .containsExactly(
            "Copy the command that starts a worker", "Copy the code that starts a worker");
    workers.commands().getFirst().act().run();
    assertThat(studio.scriptArguments())
        .contains("./pinwheel worker --server {server} --workspace production");
  }

  @Test
  void workflowsAreFound() {
    assertThat(labels(new WorkflowsView(studio.context())))
        .contains("Find a workflow or task")
        .doesNotContain("Show all workflows and tasks");
  }
}
