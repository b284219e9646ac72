package dev.pinwheel.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Lets several threads do something at the same instant. */
public final class Race {

  private Race() {}

  /** Runs all of them at once; answers in the order of the arguments. */
  @SafeVarargs
  public static <T> List<T> of(Callable<? extends T>... racers) {
    return run(List.of(racers));
  }

  /** Runs the action on all of them at once. */
  public static <S, T> List<T> ofAll(List<S> subjects, Function<S, T> action) {
    return run(
        subjects.stream().map(subject -> (Callable<T>) () -> action.apply(subject)).toList());
  }

  private static <T> List<T> run(List<? extends Callable<? extends T>> racers) {
    CountDownLatch ready = new CountDownLatch(racers.size());
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<? extends T> racer : racers) {
        running.add(
            threads.submit(() -> {
              ready.countDown();
              start.await();
              return racer.call();
            }));
      }
      ready.await();
      start.countDown();
      List<T> answers = new ArrayList<>();
      for (Future<T> racer : running) {
        answers.add(racer.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw new AssertionError("A racer threw", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }
}
