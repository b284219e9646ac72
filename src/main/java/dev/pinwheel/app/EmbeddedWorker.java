package dev.pinwheel.app;

import dev.pinwheel.examples.ExampleData;
import dev.pinwheel.examples.Examples;
import dev.pinwheel.examples.Pace;
import dev.pinwheel.gateway.Gateway;
import dev.pinwheel.worker.Worker;
import dev.pinwheel.worker.WorkerBuilder;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs the examples inside the server for every workspace, last in line (D1), so that a child
 * workspace works the moment it is created. {@code pinwheel.embedded-worker=false} turns it off.
 */
@Component
@ConditionalOnProperty(name = "pinwheel.embedded-worker", matchIfMissing = true)
final class EmbeddedWorker implements SmartLifecycle {

  private final Gateway gateway;
  private final InstantSource clock;
  private final Path data;
  private final int concurrency;
  private @Nullable Worker worker;

  EmbeddedWorker(
      Gateway gateway,
      InstantSource clock,
      @Value("${" + DataDirectory.PROPERTY + "}") String data,
      @Value("${pinwheel.embedded-worker-concurrency}") int concurrency) {
    this.gateway = gateway;
    this.clock = clock;
    this.data = Path.of(data);
    this.concurrency = concurrency;
  }

  @Override
  public void start() {
    WorkerBuilder builder =
        Worker.builder()
            .name("embedded worker")
            .concurrency(concurrency)
            .clock(clock)
            .connector(gateway::connect);
    builder.provide(ExampleData.class, ExampleData.install(data)).provide(Pace.class, Pace.REAL);
    Examples.MODULES.forEach(builder::module);
    worker = builder.start();
  }

  @Override
  public void stop() {
    Worker running = worker;
    worker = null;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public boolean isRunning() {
    return worker != null;
  }

  @Override
  public int getPhase() {
    return FirstWorkspace.PHASE + 1;
  }
}
