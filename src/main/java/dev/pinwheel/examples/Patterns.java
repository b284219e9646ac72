package dev.pinwheel.examples;

import static dev.pinwheel.sdk.Pinwheel.group;
import static dev.pinwheel.sdk.Pinwheel.log;
import static dev.pinwheel.sdk.Pinwheel.options;
import static dev.pinwheel.sdk.Pinwheel.progress;
import static dev.pinwheel.sdk.Pinwheel.submit;

import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Param;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Small patterns of workflows. Each can be tried on its own. */
@Module("patterns")
public class Patterns {

  private final Pace pace;

  /** With the pace of the slow examples. */
  public Patterns(Pace pace) {
    this.pace = pace;
  }

  /** One small piece of work. */
  @Task(description = "The square of a number.")
  public BigInteger square(int n) {
    return BigInteger.valueOf(n).pow(2);
  }

  /** Many at once: all are submitted, then awaited. */
  @Workflow(description = "Squares many numbers at the same time and adds them up.")
  public BigInteger fanOut(@Param(defaultValue = "100") int width) {
    List<Execution<BigInteger>> squares =
        group(
            "Squares",
            () -> IntStream.range(0, width).mapToObj(n -> submit(() -> square(n))).toList());
    return squares.stream().map(Execution::result).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Takes handles: it is called before the values are known, and waits for them itself. */
  @Task(description = "Adds two results that may still be computed when it starts.")
  public BigInteger add(Execution<BigInteger> left, Execution<BigInteger> right) {
    return left.result().add(right.result());
  }

  /** Passes results on without waiting for them. */
  @Workflow(description = "Passes two running executions to a third, without waiting in between.")
  public BigInteger relay(@Param(defaultValue = "3") int a, @Param(defaultValue = "4") int b) {
    Execution<BigInteger> left = submit(() -> square(a));
    Execution<BigInteger> right = submit(() -> square(b));
    return add(left, right);
  }

  /** Is executed once per number, however many calls there are. */
  @Task(memo = @Memo, description = "The naive Fibonacci recursion, made fast by memoizing.")
  public BigInteger fibonacci(int n) {
    return n < 2 ? BigInteger.valueOf(n) : fibonacci(n - 1).add(fibonacci(n - 2));
  }

  /** A deep tree of calls in which nothing is computed twice. */
  @Workflow(description = "Each number below is one step; every second call is a memo hit.")
  public BigInteger tree(@Param(defaultValue = "12") int n) {
    return fibonacci(n);
  }

  /**
   * Slow on purpose. It can be stopped at any moment: a pause ends when the thread is interrupted.
   */
  @Task(description = "Waits and reports its progress. Cancel it while it runs.")
  public int waitFor(int seconds) throws InterruptedException {
    for (int second = 0; second < seconds; second++) {
      progress((double) second / seconds);
      log().info("{second} of {seconds} s", second, seconds);
      pace.pause(Duration.ofSeconds(1));
    }
    progress(1);
    return seconds;
  }

  /** Something to cancel. */
  @Workflow(description = "Takes a minute. Cancel the run, or re-run the step while it runs.")
  public int slow(@Param(defaultValue = "60") int seconds) throws InterruptedException {
    return waitFor(seconds);
  }

  /** Options of one call. */
  @Workflow(description = "Squares a number a few seconds after the call.")
  public BigInteger later(
      @Param(defaultValue = "7") int n, @Param(defaultValue = "PT5S") Duration delay) {
    return options().memoOff().delay(delay).call(() -> square(n));
  }
}
