package dev.pinwheel.app;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Keeps a server without users on this machine: it may listen elsewhere only when {@code
 * pinwheel.allow-anonymous} says so.
 */
@Component
final class AnonymousAccess {

  private static final Logger log = LoggerFactory.getLogger(AnonymousAccess.class);

  /**
   * @param address where the server listens; null: everywhere
   * @throws AnonymousAccessRefused if others could reach the server and {@code
   *     pinwheel.allow-anonymous} is not set
   */
  AnonymousAccess(
      @Value("${server.address:#{null}}") @Nullable InetAddress address,
      @Value("${pinwheel.allow-anonymous}") boolean allowed) {
    if (address != null && address.isLoopbackAddress()) {
      return;
    }
    String where = address == null ? "every address" : address.getHostAddress();
    if (!allowed) {
      throw new AnonymousAccessRefused(where);
    }
    log.warn(
        "No users are configured and the server listens on {}: anyone who can reach it may see and"
            + " change everything.",
        where);
  }
}
