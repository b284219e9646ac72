package dev.pinwheel.faults;

import dev.pinwheel.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The process of a worker. */
public final class WorkerMain {

  private static final int CONCURRENCY = 4;

  private WorkerMain() {}

  /**
   * @param arguments address of the server, name, file of the journal, milliseconds to drain,
   *     workspace
   */
  public static void main(String[] arguments) throws IOException {
    Worker.builder()
        .server(arguments[0])
        .workspace(arguments[4])
        .name(arguments[1])
        .codeVersion("1")
        .concurrency(CONCURRENCY)
        .drainTimeout(Duration.ofMillis(Long.parseLong(arguments[3])))
        .provide(ExecutionJournal.class, new ExecutionJournal(Path.of(arguments[2]), arguments[1]))
        .module(LoadModule.class)
        .start();
    System.out.println(TestProcess.MARK + "working");
  }
}
