package dev.pinwheel.worker.spring;

import dev.pinwheel.worker.MisdeclaredModule;
import dev.pinwheel.worker.ModuleClass;
import dev.pinwheel.worker.Worker;
import dev.pinwheel.worker.WorkerBuilder;
import dev.pinwheel.worker.WorkerRefused;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The worker of an application: starts when all beans have been created, and drains before the
 * first of them is destroyed. When the server refuses it for good, the application exits, as it
 * does when the worker cannot start.
 */
final class SpringWorker implements SmartLifecycle {

  /** {@code EX_TEMPFAIL} of {@code sysexits.h}, as of a worker without Spring. */
  private static final int REFUSED = 75;

  private final ModuleBeans modules;
  private final ApplicationContext application;
  private volatile @Nullable Started started;

  /** A worker, and how long it may drain when the application is closed. */
  private record Started(Worker worker, Duration drainTimeout) {}

  SpringWorker(ModuleBeans modules, ApplicationContext application) {
    this.modules = modules;
    this.application = application;
  }

  @Override
  public void start() {
    if (modules.modules().isEmpty()) {
      throw new WorkerNotStarted(
          "Expected at least one bean whose class has @Module, because of @EnablePinwheelWorker, found none.",
          "Annotate the class of a module with @Component in a scanned package, or add it with @Import. Otherwise remove @EnablePinwheelWorker.");
    }
    WorkerProperties properties = WorkerProperties.of(application.getEnvironment());
    Worker worker = start(properties);
    started = new Started(worker, properties.drainTimeout());
    // Not a daemon: the process must not end with another exit code before this thread decides.
    Thread.ofPlatform()
        .name("pinwheel-worker-exit")
        .daemon(false)
        .start(() -> {
          worker.closed().toCompletableFuture().join();
          exitUnlessStopped();
        });
  }

  /**
   * Starts the worker. A refusal by the SDK or the server is reported in a sentence; any other
   * exception is a bug, whose stack trace is kept.
   */
  private Worker start(WorkerProperties properties) {
    WorkerBuilder builder = describe(properties);
    modules.modules().forEach((name, module) -> register(builder, name, module));
    try {
      return builder.start();
    } catch (MisdeclaredModule e) {
      throw new WorkerNotStarted(
          String.valueOf(e.getMessage()), "Correct the classes of these modules.", e);
    } catch (WorkerRefused e) {
      throw notStarted(properties, e);
    }
  }

  private static WorkerBuilder describe(WorkerProperties properties) {
    WorkerBuilder builder = Worker.builder().workspace(properties.workspace()).stopOnSignals(false);
    properties.concurrency().ifPresent(builder::concurrency);
    properties.codeVersion().ifPresent(builder::codeVersion);
    try {
      properties.token().ifPresent(builder::token);
      return builder.server(properties.server()).name(properties.name());
    } catch (IllegalArgumentException e) {
      throw notStarted(properties, e);
    }
  }

  private static WorkerNotStarted notStarted(WorkerProperties properties, RuntimeException e) {
    return new WorkerNotStarted(
        String.valueOf(e.getMessage()),
        "Check the properties of this application: %s.".formatted(properties),
        e);
  }

  private <T> void register(WorkerBuilder builder, String name, ModuleClass<T> module) {
    Object bean = application.getBean(name);
    if (!bean.getClass().equals(module.generated())) {
      throw new WorkerNotStarted(
          "%s (bean '%s') is a module of Pinwheel, but it is wrapped in a %s, which calls of its targets would bypass."
              .formatted(
                  module.generated().getSuperclass().getName(), name, bean.getClass().getName()),
          "Move what needs the proxy (transactions, async, caching …) to another bean that the module uses.");
    }
    builder.module(module, module.generated().cast(bean));
  }

  /** Only the server ends a worker that was not stopped. */
  private void exitUnlessStopped() {
    if (started != null) {
      System.exit(SpringApplication.exit(application, () -> REFUSED));
    }
  }

  @Override
  public void stop() {
    Started running = started;
    started = null;
    if (running != null) {
      var unused = running.worker().drain(running.drainTimeout());
    }
  }

  @Override
  public boolean isRunning() {
    return started != null;
  }
}
