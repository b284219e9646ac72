package dev.pinwheel.worker;

import dev.pinwheel.protocol.WorkerMessage.LogLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The log of one execution: structured messages and captured output, in order. Thread-safe. */
final class ExecutionLog {

  private final String execution;
  private final LogBuffer buffer;
  private final InstantSource clock;
  private final Map<String, CapturedStream> streams = new ConcurrentHashMap<>();
  private volatile boolean finishing;
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
    finishing = true;
    streams.values().forEach(CapturedStream::finish);
    closed = true;
    buffer.flush();
  }

  private void add(String level, String template, String values) {
    if (closed) {
      return;
    }
    LogLine line = new LogLine(execution, clock.millis(), level, template, values);
    if (finishing) {
      buffer.addNow(line); // the report of the end does not wait for log lines
    } else {
      buffer.add(line);
    }
  }

  /** Splits what one execution prints to one stream into lines. Thread-safe. */
  private static final class CapturedStream {

    private static final int MAX_LINE = 8_192;

    private final Charset charset;
    private final Consumer<String> lines;
    private final ReentrantLock lock = new ReentrantLock();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    CapturedStream(Charset charset, Consumer<String> lines) {
      this.charset = charset;
      this.lines = lines;
    }

    void write(byte[] bytes, int offset, int length) {
      lock.lock();
      try {
        int start = offset;
        for (int i = offset; i < offset + length; i++) {
          if (bytes[i] == '\n') {
            line.write(bytes, start, i - start);
            end();
            start = i + 1;
          }
        }
        line.write(bytes, start, offset + length - start);
        if (line.size() > MAX_LINE) {
          end();
        }
      } finally {
        lock.unlock();
      }
    }

    /** Takes what has been printed since the last line feed as a line, if there is any. */
    void finish() {
      lock.lock();
      try {
        if (line.size() > 0) {
          end();
        }
      } finally {
        lock.unlock();
      }
    }

    private void end() {
      String text = line.toString(charset);
      line.reset();
      lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
  }
}
