package dev.pinwheel.gateway;

import dev.pinwheel.testing.Cable;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The ground of tests in which the connection breaks: there is a cable to the sockets. */
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
