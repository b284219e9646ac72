package dev.pinwheel.app;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The host names that a server accepts. A page of another site whose name resolves to this machine
 * (DNS rebinding) sends that name and is refused.
 *
 * @param allowed in lower case, besides the names of this machine
 * @param local whether the server listens on this machine only, so that no other address can be
 *     meant
 */
record HostNames(Set<String> allowed, boolean local) {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  /** An IP address is not resolved, so it cannot be rebound. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

  private static final Pattern DEFAULT_PORT = Pattern.compile(":(80|443)$");
  private static final Pattern PORT = Pattern.compile(":\\d*$");
  private static final Pattern SCHEME = Pattern.compile("^https?://");

  HostNames {
    allowed =
        allowed.stream()
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether the server accepts this host name.
   *
   * @param host with or without a port
   */
  boolean isOwn(String host) {
    String name = nameOf(host);
    return LOOPBACK.matcher(name).matches()
        || allowed.contains(name)
        || (!local && ADDRESS.matcher(name).matches());
  }

  /**
   * Whether requests from this origin are accepted: from pages of the server itself, under the
   * requested name or another allowed one.
   *
   * @param origin as browsers send it: {@code http://localhost:8080}, or {@code null}
   * @param host of the request, with its port
   */
  boolean isOwnPage(String origin, String host) {
    if (!SCHEME.matcher(origin).find()) {
      return false;
    }
    String from = SCHEME.matcher(origin).replaceFirst("").toLowerCase(Locale.ROOT);
    return withoutDefaultPort(from).equals(withoutDefaultPort(host.toLowerCase(Locale.ROOT)))
        || allowed.contains(nameOf(from));
  }

  static String nameOf(String host) {
    return PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
  }

  private static String withoutDefaultPort(String host) {
    return DEFAULT_PORT.matcher(host).replaceFirst("");
  }
}
