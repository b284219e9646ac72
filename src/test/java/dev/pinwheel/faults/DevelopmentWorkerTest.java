package dev.pinwheel.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A worker of a developer beside the embedded worker of the server, which could do it all. */
class DevelopmentWorkerTest {

  private static final String DEVELOPMENT = "development";
  private static final int RERUNS = 200;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  /** D1, also while the developer's worker is killed in between: its work waits for the next. */
  @Test
  void scenario22_twoHundredReRunsNoneOnTheEmbeddedWorker() throws Exception {
    try (FaultFixture fixture =
        new FaultFixture(directory, FaultFixture.SHORT_LEASE).startServerWithEmbeddedWorker()) {
      String run = fixture.idOf(fixture.submit("sturdy", 7));
      fixture.awaitEnd();
      assertThat(fixture.journal()).allMatch(line -> line.worker().equals(ServerMain.EMBEDDED));
      int before = fixture.journal().size();
      fixture.createWorkspace(DEVELOPMENT);

      Set<String> reruns = new HashSet<>();
      TestProcess worker = fixture.startWorkerFor(DEVELOPMENT);
      try {
        while (reruns.size() < RERUNS) {
          reruns.add(fixture.rerun(DEVELOPMENT, run));
          if (reruns.size() == RERUNS / 2) {
            fixture.awaitLines(2);
            worker.kill();
            reruns.add(fixture.rerun(DEVELOPMENT, run));
            worker = fixture.startWorkerFor(DEVELOPMENT);
          }
          fixture.awaitEnd();
        }
      } finally {
        worker.close();
      }

      assertThat(fixture.journal().stream().skip(before))
          .noneMatch(line -> line.worker().equals(ServerMain.EMBEDDED));
      assertThat(
              fixture.journal().stream()
                  .skip(before)
                  .filter(line -> line.begin() && line.target().equals("sturdy")))
          .as("each of them, or its retry, was executed, and once")
          .doesNotHaveDuplicates()
          .hasSizeGreaterThanOrEqualTo(RERUNS);
    }
  }
}
