package dev.pinwheel.faults;

import dev.pinwheel.sdk.Context;
import dev.pinwheel.sdk.Pinwheel;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * A file to which all workers append what they begin and end; a line that was written survives a
 * kill of the process. Thread-safe.
 */
public final class ExecutionJournal {

  private final FileOutputStream out;

  /** One line: an execution of a target began or ended on a worker. */
  record Line(boolean begin, String execution, String target, String worker) {

    String step() {
      return execution.substring(0, execution.lastIndexOf(':'));
    }

    private static Line read(String text) {
      String[] words = text.split(" ", -1);
      return new Line(words[0].equals("begin"), words[1], words[2], words[3]);
    }
  }

  private final String worker;

  ExecutionJournal(Path file, String worker) throws IOException {
    this.worker = worker;
    this.out = new FileOutputStream(file.toFile(), true);
  }

  /** Runs the code of the current execution between two lines. */
  <T> T write(Supplier<T> code) {
    Context context = Pinwheel.current().orElseThrow();
    append("begin", context);
    T value = code.get();
    append("end", context);
    return value;
  }

  private void append(String what, Context context) {
    String line =
        "%s %s %s %s %s\n"
            .formatted(what, context.execution(), context.target(), worker, Instant.now());
    try {
      synchronized (this) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All whole lines so far, of all workers. */
  static List<Line> read(Path file) {
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Line::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
