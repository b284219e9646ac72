package dev.pinwheel.studio.workers;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import dev.pinwheel.studio.StudioFixture;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What starts a worker is copied for the workspace whose name is typed at that moment. */
final class WorkerCodeTest {

  @Test
  void theCommandAndTheLineOfCodeAreCopied() {
    try (TestDatabase database = TestDatabase.create(TestDatabase.Kind.H2);
        EngineFixture pinwheel = EngineFixture.start(database)) {
      pinwheel.workspace("production");
      try (StudioFixture studio = new StudioFixture(pinwheel, "production")) {
        Button command = WorkerCode.copyingCommand(() -> "development/joe");
        Button line = WorkerCode.copyingLine(() -> "development/joe");
        studio.ui().add(command, line);

        command.click();
        line.click();

        assertThat(studio.scriptArguments())
            .containsSubsequence(
                "./pinwheel worker --server {server} --workspace development/joe",
                "Worker.builder().server(\"{server}\").workspace(\"development/joe\")"
                    + ".module(MyModule.class).start();");
      }
    }
  }
}
