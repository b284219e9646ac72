package dev.pinwheel.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.testing.Cable;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.SocketServer;
import dev.pinwheel.testing.TestDatabase;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process of a worker that the server refuses for good. */
class RefusedWorkerTest {

  private static final int EX_TEMPFAIL = 75;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(classes = {WorkerMain.class, SpringWorkerMain.class})
  void processExitsWithACodeThatASupervisorRestarts(Class<?> main) throws Exception {
    try (TestDatabase database = TestDatabase.create(TestDatabase.Kind.H2);
        EngineFixture engine = EngineFixture.start(database)) {
      engine.workspace("production");
      SocketServer server = SocketServer.start(engine.engine(), InstantSource.system());
      try (Cable cable = new Cable(server.port());
          TestProcess worker = start(main, cable.address())) {
        cable.breakOff();
        server.close();
        engine.startOver();
        server = SocketServer.start(engine.engine(), InstantSource.system());

        cable.mend(server.port());

        assertThat(worker.exitCode()).isEqualTo(EX_TEMPFAIL);
      } finally {
        server.close();
      }
    }
  }

  private TestProcess start(Class<?> main, String server) throws InterruptedException {
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    TestProcess worker =
        TestProcess.start(
            main,
            directory.resolve("worker.log"),
            said::add,
            server,
            "joe",
            directory.resolve("journal").toString(),
            "60000",
            "production");
    assertThat(said.poll(60, TimeUnit.SECONDS)).isEqualTo("working");
    return worker;
  }
}
