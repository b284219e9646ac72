package dev.pinwheel.worker;

import dev.pinwheel.protocol.WorkerMessage.LogLine;
import java.nio.charset.Charset;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The log of one execution: structured messages and captured output, in order. Thread-safe. */
final class ExecutionLog {

  private final String execution;
  private final LogBuffer buffer;
  private final InstantSource clock;
  private final Map<String, CapturedStream> streams = new ConcurrentHashMap<>();
  private volatile boolean closed;

  ExecutionLog(String execution, LogBuffer buffer, InstantSource clock) {
    this.execution = execution;
    this.buffer = buffer;
    this.clock = clock;
  }

  void message(String level, MessageTemplate template) {
    add(level, template.text(), template.values());
  }

  void printed(String level, Charset charset, byte[] bytes, int offset, int length) {
    streams
        .computeIfAbsent(level, name -> new CapturedStream(charset, line -> add(name, line, "{}")))
        .write(bytes, offset, length);
  }

  /** Sends everything; called before the execution reports its end. */
  void finish() {
    streams.values().forEach(CapturedStream::finish);
    closed = true;
    buffer.flush();
  }

  private void add(String level, String template, String values) {
    if (!closed) {
      buffer.add(new LogLine(execution, clock.millis(), level, template, values));
    }
  }
}
