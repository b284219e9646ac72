package dev.pinwheel.worker.spring;

import dev.pinwheel.worker.MisdeclaredModule;
import dev.pinwheel.worker.ModuleClass;
import dev.pinwheel.worker.Worker;
import dev.pinwheel.worker.WorkerBuilder;
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
  private @Nullable Worker worker;
  private Duration drainTimeout = Duration.ZERO;

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
    drainTimeout = properties.drainTimeout();
    worker = start(properties);
  }

  /** Starts the worker; what the SDK or the server says against it is a sentence already. */
  private Worker start(WorkerProperties properties) {
    try {
      WorkerBuilder builder =
          Worker.builder()
              .server(properties.server())
              .workspace(properties.workspace())
              .name(properties.name())
              .stopOnSignals(false);
      properties.concurrency().ifPresent(builder::concurrency);
      properties.codeVersion().ifPresent(builder::codeVersion);
      modules.modules().forEach((name, module) -> register(builder, name, module));
      return builder.start();
    } catch (MisdeclaredModule e) {
      throw new WorkerNotStarted(
          String.valueOf(e.getMessage()), "Correct the classes of these modules.", e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new WorkerNotStarted(
          String.valueOf(e.getMessage()),
          "Look at what this application says: pinwheel.worker.server=%s, pinwheel.worker.workspace=%s, pinwheel.worker.name=%s."
              .formatted(properties.server(), properties.workspace(), properties.name()),
          e);
    }
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
    Worker running = worker;
    worker = null;
    if (running != null) {
      var unused = running.drain(drainTimeout);
    }
  }

  @Override
  public boolean isRunning() {
    return worker != null;
  }
}
