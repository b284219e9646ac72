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
   * @throws StartRefused if others could reach the server and {@code pinwheel.allow-anonymous} is
   *     not set
   */
  AnonymousAccess(
      @Value("${server.address:#{null}}") @Nullable InetAddress address,
      @Value("${pinwheel.allow-anonymous}") boolean allowed) {
    if (address != null && address.isLoopbackAddress()) {
      return;
    }
    String where = address == null ? "every address" : address.getHostAddress();
    if (!allowed) {
      throw new StartRefused(
          "Expected a loopback address in server.address, because no users are configured, but found %s."
              .formatted(where),
          "Leave server.address out to serve this machine only, or allow anyone who can reach the server to see and change"
              + " everything: --pinwheel.allow-anonymous=true");
    }
    log.warn(
        "No users are configured and the server listens on {}: anyone who can reach it may see and"
            + " change everything.",
        where);
  }
}
