package dev.pinwheel.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Copies what executions print to {@code System.out} and {@code System.err} into their logs. The
 * output of the process itself does not change. Installed once per process, for as long as any
 * worker runs.
 */
final class OutputCapture {

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static int users;
  private static @Nullable PrintStream originalOut;
  private static @Nullable PrintStream originalErr;
  private static @Nullable PrintStream installedOut;
  private static @Nullable PrintStream installedErr;

  private OutputCapture() {}

  static void install() {
    LOCK.lock();
    try {
      if (users++ == 0) {
        originalOut = System.out;
        originalErr = System.err;
        installedOut = capturing(originalOut, "stdout");
        installedErr = capturing(originalErr, "stderr");
        System.setOut(installedOut);
        System.setErr(installedErr);
      }
    } finally {
      LOCK.unlock();
    }
  }

  static void remove() {
    LOCK.lock();
    try {
      if (--users == 0) {
        if (System.out == installedOut) {
          System.setOut(originalOut);
        }
        if (System.err == installedErr) {
          System.setErr(originalErr);
        }
      }
    } finally {
      LOCK.unlock();
    }
  }

  private static PrintStream capturing(PrintStream original, String level) {
    return new PrintStream(new Tee(original, level), true, original.charset());
  }

  private static final class Tee extends OutputStream {

    private final PrintStream original;
    private final String level;

    Tee(PrintStream original, String level) {
      this.original = original;
      this.level = level;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      original.write(bytes, offset, length);
      RunningExecution execution = RunningExecution.find();
      if (execution != null) {
        execution.printed(level, original.charset(), bytes, offset, length);
      }
    }

    @Override
    public void flush() {
      original.flush();
    }
  }
}
