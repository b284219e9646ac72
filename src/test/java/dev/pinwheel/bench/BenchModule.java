package dev.pinwheel.bench;

import static dev.pinwheel.sdk.Pinwheel.submit;

import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The workflows that are measured. */
final class BenchModule {

  private static final long SLOW_NANOS = 20_000_000;

  private final Finished finished = new Finished();
  private final Latencies latencies = new Latencies();

  Finished finished() {
    return finished;
  }

  Latencies latencies() {
    return latencies;
  }

  /** Does nothing but call. */
  @Module("calls")
  public static class Calls {

    private final Finished finished;
    private final Latencies latencies;

    /** Tells when a workflow is at its end, and how long calls took. */
    public Calls(Finished finished, Latencies latencies) {
      this.finished = finished;
      this.latencies = latencies;
    }

    @Task
    public int plain(int n) {
      return n;
    }

    @Task(memo = @Memo)
    public int memoized(int n) {
      return n;
    }

    @Task(memo = @Memo("n"))
    public int partly(int n, String note) {
      return n + note.length();
    }

    @Task
    public int caller(int n) {
      return memoized(-1) + n;
    }

    /**
     * Half of its steps are memoized ones, half call the same memoized one, ten are memoized by a
     * part.
     */
    @Workflow
    public int mixed(int steps) {
      int sum = 0;
      for (int i = 0; i < steps / 2; i++) {
        sum += memoized(i);
      }
      List<Execution<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < steps / 2; i++) {
        int n = i;
        calls.add(submit(() -> caller(n)));
      }
      sum += calls.stream().mapToInt(Execution::result).sum();
      for (int i = 0; i < 10; i++) {
        sum += partly(i, "some note");
      }
      finished.one();
      return sum;
    }

    /** One call after the other. */
    @Workflow
    public int chain(int length) {
      int sum = 0;
      for (int i = 0; i < length; i++) {
        sum += plain(i);
      }
      finished.one();
      return sum;
    }

    /** One call after the other, each timed. */
    @Workflow
    public int timedChain(int length) {
      int sum = 0;
      for (int i = 0; i < length; i++) {
        long start = System.nanoTime();
        sum += plain(i);
        latencies.add(System.nanoTime() - start);
      }
      finished.one();
      return sum;
    }

    /** All calls at once. */
    @Workflow
    public int fanOut(int width) {
      List<Execution<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        int n = i;
        calls.add(submit(() -> plain(n)));
      }
      int sum = calls.stream().mapToInt(Execution::result).sum();
      finished.one();
      return sum;
    }

    /** Takes as long as a call of another service. */
    @Task
    public int slow(int n) {
      LockSupport.parkNanos(SLOW_NANOS);
      return n;
    }

    /** Slow calls, all at once. Does not tell when it is at its end. */
    @Workflow
    public int slowFanOut(int width) {
      return sum(width, n -> submit(() -> slow(n)));
    }

    /** One memoized call after the other. */
    @Workflow
    public int memoChain(int length) {
      int sum = 0;
      for (int i = 0; i < length; i++) {
        sum += memoized(i);
      }
      finished.one();
      return sum;
    }

    /** Calls memoized tasks, at once. */
    @Task
    public int branch(int n, int leaves) {
      return sum(leaves, leaf -> submit(() -> memoized(n * leaves + leaf)));
    }

    /** Tasks that call memoized ones, all at once. */
    @Workflow
    public int tree(int branches, int leaves) {
      int sum = sum(branches, n -> submit(() -> branch(n, leaves)));
      finished.one();
      return sum;
    }

    private static int sum(int count, IntFunction<Execution<Integer>> call) {
      return IntStream.range(0, count).mapToObj(call).toList().stream()
          .mapToInt(Execution::result)
          .sum();
    }
  }
}
