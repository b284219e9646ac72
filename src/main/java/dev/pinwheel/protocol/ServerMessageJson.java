package dev.pinwheel.protocol;

import dev.pinwheel.protocol.ServerMessage.CallRefused;
import dev.pinwheel.protocol.ServerMessage.Called;
import dev.pinwheel.protocol.ServerMessage.Drained;
import dev.pinwheel.protocol.ServerMessage.Execute;
import dev.pinwheel.protocol.ServerMessage.Forget;
import dev.pinwheel.protocol.ServerMessage.Logged;
import dev.pinwheel.protocol.ServerMessage.Memoized;
import dev.pinwheel.protocol.ServerMessage.MemoizedTarget;
import dev.pinwheel.protocol.ServerMessage.MemoizedValue;
import dev.pinwheel.protocol.ServerMessage.Refused;
import dev.pinwheel.protocol.ServerMessage.Resolved;
import dev.pinwheel.protocol.ServerMessage.Settled;
import dev.pinwheel.protocol.ServerMessage.Stop;
import dev.pinwheel.protocol.ServerMessage.Welcome;

/** Messages of the server as JSON. */
final class ServerMessageJson {

  private ServerMessageJson() {}

  static String write(ServerMessage message) {
    return JsonObjectWriter.of(json -> {
      switch (message) {
        case Welcome welcome ->
            throw new IllegalArgumentException("A welcome opens a connection: " + welcome);
        case Refused refused ->
            throw new IllegalArgumentException("A refusal ends a connection: " + refused);
        case Execute execute ->
            json.text("type", "execute")
                .text("execution", execute.execution())
                .text("workspace", execute.workspace())
                .text("module", execute.module())
                .text("target", execute.target())
                .verbatimList("arguments", execute.arguments())
                .number("timeoutMillis", execute.timeoutMillis())
                .number("memoMap", execute.memoMap());
        case Called called ->
            json.text("type", "called")
                .number("request", called.request())
                .text("execution", called.execution())
                .flag("reused", called.reused());
        case CallRefused refused ->
            json.text("type", "callRefused")
                .number("request", refused.request())
                .object("failure", refused.failure(), OutcomeCodec::write);
        case Resolved resolved ->
            json.text("type", "resolved")
                .number("request", resolved.request())
                .object("outcome", resolved.outcome(), OutcomeCodec::write);
        case Settled settled ->
            json.text("type", "settled")
                .text("execution", settled.execution())
                .object("outcome", settled.outcome(), OutcomeCodec::write);
        case Memoized memoized ->
            json.text("type", "memoized")
                .number("map", memoized.map())
                .objects("targets", memoized.targets(), ServerMessageJson::target);
        case Forget forget ->
            json.text("type", "forget").number("map", forget.map()).texts("keys", forget.keys());
        case Logged logged -> json.text("type", "logged").number("upTo", logged.upTo());
        case Drained drained ->
            json.text("type", "drained").number("executions", (long) drained.executions());
        case Stop stop ->
            json.text("type", "stop")
                .text("execution", stop.execution())
                .text("reason", stop.reason());
      }
    });
  }

  private static void target(JsonObjectWriter json, MemoizedTarget target) {
    json.text("module", target.module())
        .text("target", target.target())
        .numbers("positions", target.positions())
        .objects(
            "entries",
            target.entries(),
            (entry, value) ->
                entry
                    .text("key", value.key())
                    .text("execution", value.execution())
                    .verbatim("value", value.value()));
  }

  private static MemoizedTarget target(JsonFields target) {
    return new MemoizedTarget(
        target.text("module"),
        target.text("target"),
        target.smallNumbers("positions"),
        target.objects("entries").stream()
            .map(value ->
                new MemoizedValue(value.text("key"), value.text("execution"), value.text("value")))
            .toList());
  }

  static ServerMessage read(JsonFields message) {
    String type = message.text("type");
    return switch (type) {
      case "execute" ->
          new Execute(
              message.text("execution"),
              message.text("workspace"),
              message.text("module"),
              message.text("target"),
              message.texts("arguments"),
              message.numberOrNull("timeoutMillis"),
              message.numberOrNull("memoMap"));
      case "called" ->
          new Called(message.number("request"), message.text("execution"), message.flag("reused"));
      case "callRefused" ->
          new CallRefused(message.number("request"), OutcomeCodec.read(message.object("failure")));
      case "resolved" ->
          new Resolved(
              message.number("request"), OutcomeCodec.readOutcome(message.object("outcome")));
      case "settled" ->
          new Settled(
              message.text("execution"), OutcomeCodec.readOutcome(message.object("outcome")));
      case "memoized" ->
          new Memoized(
              message.number("map"),
              message.objects("targets").stream().map(ServerMessageJson::target).toList());
      case "forget" -> new Forget(message.number("map"), message.texts("keys"));
      case "logged" -> new Logged(message.number("upTo"));
      case "drained" -> new Drained(message.smallNumber("executions"));
      case "stop" -> new Stop(message.text("execution"), message.text("reason"));
      default ->
          throw new MalformedMessage(
              "Expected a message of the server (execute, called, callRefused, resolved, settled, memoized, forget, logged, drained, stop), found the type %s."
                  .formatted(JsonFields.excerpt(type)));
    };
  }
}
