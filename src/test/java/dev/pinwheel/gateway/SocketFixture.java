package dev.pinwheel.gateway;

import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.SocketServer;
import dev.pinwheel.testing.TestDatabase;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An engine with a workspace and its worker sockets, for tests with workers over sockets. */
abstract class SocketFixture {

  final TestDatabase database = TestDatabase.create(TestDatabase.Kind.chosen());
  EngineFixture engine;
  SocketServer server;

  /** What the sockets take their time from; the engine's is moved by hand. */
  InstantSource clockOfSockets() {
    return InstantSource.system();
  }

  @BeforeEach
  void startServer() {
    engine = EngineFixture.start(database);
    engine.workspace("production");
    server = SocketServer.start(engine.engine(), clockOfSockets());
  }

  @AfterEach
  void stopServer() throws Exception {
    server.close();
    engine.close();
    database.close();
  }
}
