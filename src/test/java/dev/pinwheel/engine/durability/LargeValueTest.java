package dev.pinwheel.engine.durability;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.testing.BreakingDataSource;
import dev.pinwheel.testing.BreakingDataSource.Breaks;
import dev.pinwheel.testing.DerivedTables;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Very large values are in synced files before a row refers to them, and stay as long as it does.
 */
class LargeValueTest {

  private static final String LARGE = "x".repeat(Payloads.FILE_LIMIT);

  @TempDir private Path directory;

  @Test
  void aValueIsInItsFileWhateverBreaksAtItsCommit() throws IOException {
    try (TestDatabase h2 = TestDatabase.openFile(directory.resolve("pinwheel"))) {
      BreakingDataSource breaking = new BreakingDataSource(h2.dataSource());
      try (EngineFixture pinwheel = EngineFixture.attach(h2.through(breaking.dataSource()))) {
        pinwheel.workspace("production");
        pinwheel.embeddedWorker(workflow("welcome"), task("fetch", "text"));

        for (Breaks how : List.of(Breaks.BEFORE, Breaks.AFTER)) {
          Scripted welcome = pinwheel.submit("production", "welcome").running();
          breaking.breakAt(0, how);
          pinwheel.tick();
          int stepsBeforeCommit = breaking.steps();
          breaking.breakAt(stepsBeforeCommit + 3, how);
          welcome.returns(LARGE);

          assertThat(welcome.result()).isEqualTo(ResultKind.VALUE);
        }

        assertThat(files())
            .hasSize(2)
            .allSatisfy(file -> assertThat(file).hasSize(LARGE.length() + 2L));
        DerivedTables.check(pinwheel.facts());
      }
    }
  }

  @Test
  void argumentsOfACallAndOfItsStepAreStored() throws IOException {
    try (TestDatabase h2 = TestDatabase.openFile(directory.resolve("pinwheel"));
        EngineFixture pinwheel = EngineFixture.attach(h2)) {
      pinwheel.workspace("production");
      pinwheel.embeddedWorker(workflow("welcome"), task("fetch", "text").memo());
      Scripted welcome = pinwheel.submit("production", "welcome").running();

      welcome.awaits("fetch", LARGE).returning(1);
      assertThat(files()).hasSize(1);

      assertThat(welcome.awaits("fetch", LARGE).reused()).isTrue();
      await()
          .untilAsserted(() -> assertThat(files()).as("nothing refers to the second").hasSize(1));
    }
  }

  @Test
  void whatIsRefusedLeavesNoFile() throws IOException {
    try (TestDatabase h2 = TestDatabase.openFile(directory.resolve("pinwheel"));
        EngineFixture pinwheel = EngineFixture.attach(h2)) {
      pinwheel.workspace("production");
      pinwheel.embeddedWorker(workflow("welcome"));

      assertThatThrownBy(() -> pinwheel.submit("production", "welcome", LARGE))
          .isInstanceOf(Rejection.class)
          .hasMessageContaining("Expected 0 arguments");

      await().untilAsserted(() -> assertThat(files()).isEmpty());
    }
  }

  @Test
  void aValueOfAPersonThatCannotBeWrittenIsRefusedInASentence() throws IOException {
    try (TestDatabase h2 = openWithoutFiles();
        EngineFixture pinwheel = EngineFixture.attach(h2)) {
      pinwheel.workspace("production");
      pinwheel.embeddedWorker(workflow("welcome", "text"));

      assertThatThrownBy(() -> pinwheel.submit("production", "welcome", LARGE))
          .isInstanceOf(Rejection.class)
          .hasMessageStartingWith("The server could not store a value of 1,048,580 bytes");
    }
  }

  /** Finished work must not fail because there was no room for its value for a while. */
  @Test
  void aResultThatCannotBeWrittenToAFileWaitsWithItsCommandForTheDatabase() throws IOException {
    try (TestDatabase h2 = openWithoutFiles();
        EngineFixture pinwheel = EngineFixture.attach(h2)) {
      pinwheel.workspace("production");
      pinwheel.embeddedWorker(workflow("welcome"), task("fetch", "text"));
      Scripted welcome = pinwheel.submit("production", "welcome").running();

      welcome.awaits("fetch", LARGE).returning(1);
      assertThat(welcome.returns(LARGE)).isTrue();
      assertThat(welcome.result()).isEqualTo(ResultKind.VALUE);
    }
  }

  private TestDatabase openWithoutFiles() throws IOException {
    Files.writeString(directory.resolve("blobs"), "a file where the directory should be");
    return TestDatabase.openFile(directory.resolve("pinwheel"));
  }

  private List<Path> files() throws IOException {
    Path payloads = directory.resolve("blobs");
    if (Files.notExists(payloads)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(payloads)) {
      return files.toList();
    }
  }
}
