package dev.pinwheel.gateway;

import dev.pinwheel.testing.Cable;
import dev.pinwheel.worker.Worker;
import dev.pinwheel.worker.WorkerBuilder;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Sockets behind a {@link Cable}, for tests that break the connection. */
abstract class CableFixture extends SocketFixture {

  Cable cable;

  @BeforeEach
  void plugIn() throws IOException {
    cable = new Cable(server.port());
  }

  /** A worker behind the cable that writes down what it does. */
  final WorkerBuilder worker(Class<?> module, WorkRecorder diary) {
    return Worker.builder()
        .name("joe@laptop")
        .server(cable.address())
        .stopOnSignals(false)
        .workspace("production")
        .concurrency(4)
        .provide(WorkRecorder.class, diary)
        .module(module);
  }

  @AfterEach
  void unplug() throws Exception {
    cable.close();
  }
}
