package dev.pinwheel.worker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Splits what one execution prints to one stream into lines. Thread-safe. */
final class CapturedStream {

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
