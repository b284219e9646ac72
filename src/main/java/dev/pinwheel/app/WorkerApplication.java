package dev.pinwheel.app;

import dev.pinwheel.cli.Credentials;
import dev.pinwheel.examples.ExampleData;
import dev.pinwheel.examples.Examples;
import dev.pinwheel.examples.Pace;
import dev.pinwheel.worker.Worker;
import dev.pinwheel.worker.WorkerBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker in a process of its own, without an application around it: {@code ./pinwheel worker}.
 * With {@code --watch} a new worker runs recompiled classes, while the previous one finishes its
 * executions.
 */
public final class WorkerApplication {

  private static final Logger log = LoggerFactory.getLogger(WorkerApplication.class);
  private static final long LOOK_EVERY_MILLIS = 300;

  private WorkerApplication() {}

  public static void main(String[] arguments) throws InterruptedException {
    if (WorkerArguments.asksForHelp(List.of(arguments))) {
      System.out.print(WorkerArguments.HELP);
      return;
    }
    try {
      WorkerArguments settings = WorkerArguments.read(List.of(arguments), System.getenv());
      if (settings.classPath().isEmpty()) {
        start(settings, examples());
      } else {
        WorkerClasses classes = new WorkerClasses(settings);
        String stamp = classes.stamp();
        Worker first = start(settings, with(classes.load()));
        if (settings.watch()) {
          watch(settings, classes, stamp, first);
        }
      }
    } catch (LinkageError e) {
      refuse("The modules cannot be loaded. " + WorkerClasses.sentence(e));
    } catch (WorkerArguments.Mistake | IllegalArgumentException | IllegalStateException e) {
      refuse(String.valueOf(e.getMessage()));
    }
  }

  private static void refuse(String sentence) {
    log.error("{}", sentence);
    System.exit(1);
  }

  private static WorkerBuilder examples() {
    Path data = Path.of(System.getenv().getOrDefault("PINWHEEL_DATA", "data"));
    WorkerBuilder builder = Worker.builder();
    builder.provide(ExampleData.class, ExampleData.install(data)).provide(Pace.class, Pace.REAL);
    Examples.MODULES.forEach(builder::module);
    return builder;
  }

  private static WorkerBuilder with(WorkerClasses.Loaded classes) {
    WorkerBuilder builder = Worker.builder().codeVersion(classes.codeVersion());
    classes.modules().forEach(builder::module);
    return builder;
  }

  private static Worker start(WorkerArguments settings, WorkerBuilder builder) {
    builder.server(settings.server()).workspace(settings.workspace()).name(settings.name());
    Credentials.tokenOfOne(System.getenv(), settings.server()).ifPresent(builder::token);
    Integer concurrency = settings.concurrency();
    if (concurrency != null) {
      builder.concurrency(concurrency);
    }
    Duration drainTimeout = settings.drainTimeout();
    if (drainTimeout != null) {
      builder.drainTimeout(drainTimeout);
    }
    Worker worker = builder.start();
    log.info(
        "Worker {} serves {} with code version {}",
        worker.name(),
        settings.workspace(),
        worker.codeVersion());
    return worker;
  }

  private static void watch(
      WorkerArguments settings, WorkerClasses classes, String loaded, Worker first)
      throws InterruptedException {
    AtomicReference<Worker> current = new AtomicReference<>(first);
    ClassWatch watch =
        new ClassWatch(
            classes,
            loaded,
            recompiled -> {
              Worker former = current.getAndSet(start(settings, with(recompiled)));
              Thread.ofPlatform().name("pinwheel-drain").start(former::drain);
            });
    while (!isDoneWithin(
        Objects.requireNonNull(current.get()).closed().toCompletableFuture(), LOOK_EVERY_MILLIS)) {
      watch.look();
    }
  }

  private static boolean isDoneWithin(CompletableFuture<String> closed, long millis)
      throws InterruptedException {
    try {
      var unused = closed.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }
}
