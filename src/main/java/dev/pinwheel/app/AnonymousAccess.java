package dev.pinwheel.app;

import dev.pinwheel.engine.Engine;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Keeps a server without users on this machine: it may listen elsewhere only when {@code
 * pinwheel.allow-anonymous} says so, or nobody may use it before there is an administrator. Once
 * there was one, nobody is anonymous again (A1).
 */
@Component
final class AnonymousAccess {

  private static final Logger log = LoggerFactory.getLogger(AnonymousAccess.class);

  @Autowired
  AnonymousAccess(
      @Value("${server.address:#{null}}") @Nullable InetAddress address,
      @Value("${pinwheel.allow-anonymous}") boolean allowed,
      @Value("${pinwheel.require-sign-in}") boolean required,
      Engine engine) {
    this(address, allowed, required, engine.access().isSecured());
  }

  /**
   * @param address where the server listens; null: everywhere
   * @param required whether nobody may use the server before there is an administrator
   * @param secured whether there was an administrator
   * @throws StartRefused if others could reach the server and neither is said; or if anonymous
   *     access is allowed although there was an administrator
   */
  AnonymousAccess(
      @Nullable InetAddress address, boolean allowed, boolean required, boolean secured) {
    if (secured && allowed) {
      throw new StartRefused(
          "Expected pinwheel.allow-anonymous to be left out, because this server has users.",
          "Start without --pinwheel.allow-anonymous: everybody signs in, or gives a token.");
    }
    if (secured || required || address != null && address.isLoopbackAddress()) {
      return;
    }
    String where = address == null ? "every address" : address.getHostAddress();
    if (!allowed) {
      throw new StartRefused(
          "Expected a loopback address in server.address, because no users are configured, but found %s."
              .formatted(where),
          "Leave server.address out to serve this machine only; or let everybody sign in, beginning with the first"
              + " administrator: --pinwheel.require-sign-in=true; or allow anyone who can reach the server to see and"
              + " change everything: --pinwheel.allow-anonymous=true");
    }
    log.warn(
        "No users are configured and the server listens on {}: anyone who can reach it may see and"
            + " change everything.",
        where);
  }
}
