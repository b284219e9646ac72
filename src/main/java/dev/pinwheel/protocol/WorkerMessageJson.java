package dev.pinwheel.protocol;

import dev.pinwheel.protocol.WorkerMessage.Call;
import dev.pinwheel.protocol.WorkerMessage.Complete;
import dev.pinwheel.protocol.WorkerMessage.Drain;
import dev.pinwheel.protocol.WorkerMessage.Fail;
import dev.pinwheel.protocol.WorkerMessage.Hello;
import dev.pinwheel.protocol.WorkerMessage.Log;
import dev.pinwheel.protocol.WorkerMessage.LogLine;
import dev.pinwheel.protocol.WorkerMessage.Progress;
import dev.pinwheel.protocol.WorkerMessage.Resolve;
import dev.pinwheel.protocol.WorkerMessage.ReusedCall;
import dev.pinwheel.protocol.WorkerMessage.Used;
import org.jspecify.annotations.Nullable;

/** Messages of workers as JSON. */
final class WorkerMessageJson {

  /** Beyond this, numbers of log lines could overflow. */
  private static final long MAX_LINE = 1L << 60;

  private WorkerMessageJson() {}

  static String write(WorkerMessage message) {
    return JsonObjectWriter.of(json -> {
      switch (message) {
        case Hello hello ->
            throw new IllegalArgumentException("A hello opens a connection: " + hello.worker());
        case Call call ->
            json.text("type", "call")
                .number("request", call.request())
                .text("execution", call.execution())
                .number("number", (long) call.number())
                .text("module", call.module())
                .text("target", call.target())
                .verbatimList("arguments", call.arguments())
                .object("options", unlessNone(call.options()), CallOptionsJson::write)
                .text("group", call.group())
                .flag("blocking", call.blocking());
        case Resolve resolve ->
            json.text("type", "resolve")
                .number("request", resolve.request())
                .text("execution", resolve.execution())
                .text("awaited", resolve.awaited());
        case Used used ->
            json.text("type", "used")
                .text("execution", used.execution())
                .objects("reused", used.reused(), WorkerMessageJson::reused)
                .texts("awaited", used.awaited());
        case Complete complete ->
            json.text("type", "complete")
                .text("execution", complete.execution())
                .verbatim("value", complete.value());
        case Fail fail ->
            json.text("type", "fail")
                .text("execution", fail.execution())
                .object("failure", fail.failure(), OutcomeCodec::write);
        case Log log ->
            json.text("type", "log")
                .number("first", log.first() == 0 ? null : log.first())
                .objects("lines", log.lines(), WorkerMessageJson::line);
        case Drain drain -> json.text("type", "drain");
        case Progress progress ->
            json.text("type", "progress")
                .text("execution", progress.execution())
                .fraction("fraction", progress.fraction());
      }
    });
  }

  private static @Nullable CallOptions unlessNone(CallOptions options) {
    return options.equals(CallOptions.NONE) ? null : options;
  }

  private static void reused(JsonObjectWriter json, ReusedCall call) {
    json.number("number", (long) call.number())
        .text("execution", call.execution())
        .verbatimList("arguments", call.arguments())
        .text("group", call.group());
  }

  private static ReusedCall reused(JsonFields call) {
    return new ReusedCall(
        call.smallNumber("number"),
        call.text("execution"),
        call.texts("arguments"),
        call.textOrNull("group"));
  }

  private static void line(JsonObjectWriter json, LogLine line) {
    json.text("execution", line.execution())
        .number("atEpochMillis", line.atEpochMillis())
        .text("level", line.level())
        .text("template", line.template())
        .verbatim("values", line.values());
  }

  static WorkerMessage read(JsonFields message) {
    String type = message.text("type");
    return switch (type) {
      case "call" -> {
        JsonFields options = message.objectOrNull("options");
        Boolean blocking = message.has("blocking") ? message.flag("blocking") : Boolean.FALSE;
        yield new Call(
            message.number("request"),
            message.text("execution"),
            message.smallNumber("number"),
            message.text("module"),
            message.text("target"),
            message.texts("arguments"),
            options == null ? CallOptions.NONE : CallOptionsJson.read(options),
            message.textOrNull("group"),
            blocking);
      }
      case "resolve" ->
          new Resolve(
              message.number("request"), message.text("execution"), message.text("awaited"));
      case "used" ->
          new Used(
              message.text("execution"),
              message.objects("reused").stream().map(WorkerMessageJson::reused).toList(),
              message.texts("awaited"));
      case "complete" -> new Complete(message.text("execution"), message.text("value"));
      case "fail" ->
          new Fail(message.text("execution"), OutcomeCodec.read(message.object("failure")));
      case "log" ->
          new Log(
              firstLine(message),
              message.objects("lines").stream().map(WorkerMessageJson::line).toList());
      case "drain" -> new Drain();
      case "progress" -> new Progress(message.text("execution"), message.fraction("fraction"));
      default ->
          throw new MalformedMessage(
              "Expected a message of a worker (call, resolve, used, complete, fail, log, progress, drain), found the type %s."
                  .formatted(JsonFields.excerpt(type)));
    };
  }

  private static long firstLine(JsonFields log) {
    Long first = log.numberOrNull("first");
    if (first != null && (first < 1 || first > MAX_LINE)) {
      throw new MalformedMessage(
          "Expected the number of a log line from 1 to %d, found %d.".formatted(MAX_LINE, first));
    }
    return first == null ? 0 : first;
  }

  private static LogLine line(JsonFields line) {
    String values = line.objectTextOrNull("values");
    return new LogLine(
        line.text("execution"),
        line.number("atEpochMillis"),
        line.text("level"),
        line.text("template"),
        values == null ? "{}" : values);
  }
}
