package dev.pinwheel.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** From where somebody comes, for limits. */
final class NetworkOfAddress {

  private static final int NETWORK_BYTES = 8;

  private NetworkOfAddress() {}

  /**
   * The address itself with IPv4; with IPv6 its /64 network, because a client with one address of
   * it usually has all of them.
   */
  static String of(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      int zone = address.indexOf('%');
      InetAddress parsed = InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone));
      return parsed instanceof Inet6Address
          ? HexFormat.ofDelimiter(":").formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
          : parsed.getHostAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return address;
    }
  }
}
