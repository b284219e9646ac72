package dev.pinwheel.gateway;

import dev.pinwheel.testing.Cable;
import dev.pinwheel.testing.EngineHarness;
import dev.pinwheel.testing.SocketServer;
import dev.pinwheel.testing.TestDatabase;
import java.io.IOException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The ground of tests in which the connection breaks: an engine, its sockets, and a cable to them.
 */
abstract class CableGround {

  final TestDatabase database = TestDatabase.create(TestDatabase.Kind.H2);
  EngineHarness engine;
  SocketServer server;
  Cable cable;

  @BeforeEach
  void start() throws IOException {
    engine = EngineHarness.start(database);
    engine.workspace("production");
    server = SocketServer.start(engine.engine(), InstantSource.system());
    cable = new Cable(server.port());
  }

  @AfterEach
  void stop() throws Exception {
    cable.close();
    server.close();
    engine.close();
    database.close();
  }
}
