package dev.pinwheel.worker.connect;

import dev.pinwheel.protocol.Protocol;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The address of a server, e.g. {@code http://localhost:8080}. */
public final class ServerAddress {

  private ServerAddress() {}

  /**
   * Checks an address.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static URI parse(String text) {
    URI address;
    try {
      address = URI.create(text.strip());
    } catch (IllegalArgumentException e) {
      throw unusable(text);
    }
    String scheme = address.getScheme();
    if (scheme == null || !scheme.matches("(?i)https?") || address.getHost() == null) {
      throw unusable(text);
    }
    return address;
  }

  /**
   * Several addresses, separated by commas.
   *
   * @throws IllegalArgumentException when one of them is none
   */
  public static List<URI> parseAll(String text) {
    return Arrays.stream(text.split(",", -1)).map(ServerAddress::parse).distinct().toList();
  }

  private static IllegalArgumentException unusable(String text) {
    return new IllegalArgumentException(
        "Expected the address of a server, such as http://localhost:8080, found '%s'."
            .formatted(text));
  }

  /** The address of its WebSocket for workers. */
  public static URI socketOf(URI server) {
    String scheme = server.getScheme().toLowerCase(Locale.ROOT).equals("https") ? "wss" : "ws";
    String path = server.getRawPath() == null ? "" : server.getRawPath().replaceAll("/+$", "");
    return URI.create(scheme + "://" + server.getRawAuthority() + path + Protocol.PATH);
  }
}
