package dev.pinwheel.faults;

import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Pinwheel;
import dev.pinwheel.sdk.Retries;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What the workers do: sturdy targets are tried again when their worker is lost, frail ones are
 * not. Each writes down its beginning and its end.
 */
@Module(LoadModule.NAME)
public class LoadModule {

  static final String NAME = "load";

  private static final int OFTEN = 1_000;
  private static final long MILLIS = 4;

  private final ExecutionJournal journal;

  public LoadModule(ExecutionJournal journal) {
    this.journal = journal;
  }

  static int expected(int n) {
    return n * n + IntStream.range(0, 3).map(i -> (n + i) * (n + i)).sum() + 1;
  }

  @Task(retries = @Retries(limit = OFTEN, backoff = "10ms", maxBackoff = "20ms"))
  public int square(int n) {
    return journal.write(() -> {
      Pinwheel.log().info("Squaring {n}", n);
      Pinwheel.progress(0.5);
      compute(MILLIS);
      return n * n;
    });
  }

  @Task
  public int once(int n) {
    return journal.write(() -> {
      compute(MILLIS);
      return n * n;
    });
  }

  @Task
  public int fail(int n) {
    return journal.write(() -> {
      throw new IllegalStateException("No " + n);
    });
  }

  /** Calls in every way. */
  @Workflow(retries = @Retries(limit = OFTEN, backoff = "10ms", maxBackoff = "20ms"))
  public int sturdy(int n) {
    return journal.write(() -> {
      List<Execution<Integer>> submitted =
          IntStream.range(0, 3).mapToObj(i -> Pinwheel.submit(() -> square(n + i))).toList();
      Execution<Integer> failing = Pinwheel.submit(() -> fail(n));
      int sum = submitted.getFirst().result();
      // Meanwhile the others settle, so that what is read next is known already.
      sum += square(n);
      for (Execution<Integer> execution : submitted.subList(1, submitted.size())) {
        sum += execution.result();
      }
      try {
        sum += failing.result();
      } catch (IllegalStateException expected) {
        sum++;
      }
      return sum;
    });
  }

  @Workflow
  public int frail(int n) {
    return journal.write(() -> once(n) + once(n + 1));
  }

  /** Takes so many milliseconds whatever it is told. */
  @Workflow
  public int stubborn(int millis) {
    return journal.write(() -> {
      compute(millis);
      return millis;
    });
  }

  private static void compute(long millis) {
    CountDownLatch never = new CountDownLatch(1);
    long left = TimeUnit.MILLISECONDS.toNanos(millis);
    boolean interrupted = false;
    long end = System.nanoTime() + left;
    while (left > 0) {
      try {
        var unused = never.await(left, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = end - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
