package dev.pinwheel.worker.spring;

import dev.pinwheel.worker.MisdeclaredModule;
import dev.pinwheel.worker.ModuleClass;
import dev.pinwheel.worker.Worker;
import dev.pinwheel.worker.WorkerBuilder;
import dev.pinwheel.worker.WorkerRefused;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * The worker of an application: starts when all beans are there, and drains before the first of
 * them is destroyed.
 */
final class SpringWorker implements SmartLifecycle {

  private final ModuleBeans modules;
  private final BeanFactory beans;
  private final Environment environment;
  private volatile @Nullable Started started;

  /** A worker, and how long it may finish what it has when the application is closed. */
  private record Started(Worker worker, Duration drainTimeout) {}

  SpringWorker(ModuleBeans modules, BeanFactory beans, Environment environment) {
    this.modules = modules;
    this.beans = beans;
    this.environment = environment;
  }

  @Override
  public void start() {
    if (modules.modules().isEmpty()) {
      throw new WorkerNotStarted(
          "Expected at least one bean whose class has @Module, because of @EnablePinwheelWorker, found none.",
          "Give the class of a module @Component where components are scanned for, or name it by @Import; or leave out @EnablePinwheelWorker.");
    }
    WorkerProperties properties = WorkerProperties.of(environment);
    started = new Started(start(properties), properties.drainTimeout());
  }

  /**
   * Starts the worker; what the SDK or the server says against it is a sentence already. Anything
   * else that is thrown is a mistake of ours, whose stack trace is needed.
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
      return builder.server(properties.server()).name(properties.name());
    } catch (IllegalArgumentException e) {
      throw notStarted(properties, e);
    }
  }

  private static WorkerNotStarted notStarted(WorkerProperties properties, RuntimeException e) {
    return new WorkerNotStarted(
        String.valueOf(e.getMessage()),
        "Look at what this application says: %s.".formatted(properties),
        e);
  }

  private <T> void register(WorkerBuilder builder, String name, ModuleClass<T> module) {
    Object bean = beans.getBean(name);
    if (!bean.getClass().equals(module.generated())) {
      throw new WorkerNotStarted(
          "%s (bean '%s') is a module of Pinwheel, but something has wrapped it in a %s, past which its targets would be called."
              .formatted(
                  module.generated().getSuperclass().getName(), name, bean.getClass().getName()),
          "Move what needs the proxy (transactions, async, caching …) to another bean that the module uses.");
    }
    builder.module(module, module.generated().cast(bean));
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
