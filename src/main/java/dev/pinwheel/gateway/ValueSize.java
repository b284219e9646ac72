package dev.pinwheel.gateway;

import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WireOutcome;

/** How much memory the values in a message need, in characters: all else in it is small. */
final class ValueSize {

  private ValueSize() {}

  static long of(ServerMessage message) {
    return switch (message) {
      case ServerMessage.Execute order ->
          order.arguments().stream().mapToLong(String::length).sum();
      case ServerMessage.Resolved resolved -> of(resolved.outcome());
      case ServerMessage.Settled settled -> of(settled.outcome());
      case ServerMessage.Memoized page ->
          page.targets().stream()
              .flatMap(target -> target.entries().stream())
              .mapToLong(entry -> entry.value().length())
              .sum();
      case ServerMessage.Welcome _, ServerMessage.Refused _, ServerMessage.Called _ -> 0;
      case ServerMessage.CallRefused _, ServerMessage.Forget _ -> 0;
      case ServerMessage.Logged _, ServerMessage.Drained _, ServerMessage.Stop _ -> 0;
    };
  }

  private static long of(WireOutcome outcome) {
    String value = outcome.value();
    return value == null ? 0 : value.length();
  }
}
