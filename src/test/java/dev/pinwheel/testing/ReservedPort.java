package dev.pinwheel.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Ports for servers that other processes open, or that are opened again after a stop. They lie
 * below those that systems give away by themselves, and each test JVM has a range of its own, so
 * nobody else takes one meanwhile.
 */
public final class ReservedPort {

  private static final int FIRST = 20_000;
  private static final int RANGE = 500;

  private static final int FIRST_OF_JVM =
      FIRST + RANGE * Integer.parseInt(System.getProperty("pinwheel.testFork", "0"));

  private static int used;

  private ReservedPort() {}

  /** A port that nobody listens on. */
  public static synchronized int next() {
    while (used < RANGE) {
      int port = FIRST_OF_JVM + used++;
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "Expected a free port from %d on, found none among %d".formatted(FIRST_OF_JVM, RANGE));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
