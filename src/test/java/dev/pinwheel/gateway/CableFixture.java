package dev.pinwheel.gateway;

import dev.pinwheel.testing.Cable;
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

  @AfterEach
  void unplug() throws Exception {
    cable.close();
  }
}
