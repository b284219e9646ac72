package dev.pinwheel.worker.spring;

import dev.pinwheel.worker.ModuleClass;
import dev.pinwheel.worker.Worker;
import dev.pinwheel.worker.WorkerBuilder;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * The worker of an application: starts when all beans are there, and drains before the first of
 * them is destroyed.
 */
final class SpringWorker implements SmartLifecycle {

  private static final String PREFIX = "pinwheel.worker.";

  /** Less than the 30 s that Spring gives each phase of its shutdown. */
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(25);

  private final ModuleBeans modules;
  private final BeanFactory beans;
  private final Environment environment;
  private @Nullable Worker worker;

  SpringWorker(ModuleBeans modules, BeanFactory beans, Environment environment) {
    this.modules = modules;
    this.beans = beans;
    this.environment = environment;
  }

  @Override
  public void start() {
    if (modules.modules().isEmpty()) {
      throw new IllegalStateException(
          "Expected at least one bean whose class has @Module, because of @EnablePinwheelWorker.");
    }
    WorkerBuilder builder =
        Worker.builder()
            .server(property("server", "http://localhost:8080"))
            .workspace(workspace())
            .name(property("name", environment.getProperty("spring.application.name", "spring")))
            .stopOnSignals(false);
    Integer concurrency = environment.getProperty(PREFIX + "concurrency", Integer.class);
    if (concurrency != null) {
      builder.concurrency(concurrency);
    }
    String codeVersion = environment.getProperty(PREFIX + "code-version");
    if (codeVersion != null) {
      builder.codeVersion(codeVersion);
    }
    for (Map.Entry<String, ModuleClass<?>> module : modules.modules().entrySet()) {
      register(builder, module.getKey(), module.getValue());
    }
    worker = builder.start();
  }

  private String property(String name, String otherwise) {
    return environment.getProperty(PREFIX + name, otherwise);
  }

  private String workspace() {
    String workspace = environment.getProperty(PREFIX + "workspace");
    if (workspace == null) {
      throw new IllegalStateException(
          "Expected a workspace to work for: pinwheel.worker.workspace=development/joe, or a pattern: development/*.");
    }
    return workspace;
  }

  private <T> void register(WorkerBuilder builder, String name, ModuleClass<T> module) {
    Object bean = beans.getBean(name);
    if (!bean.getClass().equals(module.generated())) {
      throw new BeanCreationException(
          name,
          "It is a module of Pinwheel, but something has wrapped it in a %s, past which its targets would be called. Move what needs the proxy (transactions, async, caching …) to another bean that the module uses."
              .formatted(bean.getClass().getName()));
    }
    builder.module(module, module.generated().cast(bean));
  }

  @Override
  public void stop() {
    Worker running = worker;
    worker = null;
    if (running != null) {
      String limit = environment.getProperty(PREFIX + "drain-timeout");
      var unused =
          running.drain(limit == null ? DRAIN_TIMEOUT : DurationStyle.detectAndParse(limit));
    }
  }

  @Override
  public boolean isRunning() {
    return worker != null;
  }
}
