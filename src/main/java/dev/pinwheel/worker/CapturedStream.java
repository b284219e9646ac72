package dev.pinwheel.worker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/** Cuts what one execution prints to one stream into lines. Thread-safe. */
final class CapturedStream {

  private static final int MAX_LINE = 8_192;

  private final Charset charset;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  CapturedStream(Charset charset, Consumer<String> lines) {
    this.charset = charset;
    this.lines = lines;
  }

  synchronized void write(byte[] bytes, int offset, int length) {
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
  }

  /** Takes what has been printed since the last line feed as a line, if there is any. */
  synchronized void finish() {
    if (line.size() > 0) {
      end();
    }
  }

  private void end() {
    String text = line.toString(charset);
    line.reset();
    lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
