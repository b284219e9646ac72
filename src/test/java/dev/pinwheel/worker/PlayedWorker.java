package dev.pinwheel.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.protocol.WireFailure;
import dev.pinwheel.protocol.WireOutcome;

/** A worker with modules of a test, connected to a {@link FakeServer} that runs their targets. */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
final class PlayedWorker implements AutoCloseable {

  private final FakeServer server = new FakeServer();
  private final Worker worker;

  PlayedWorker(Class<?> module) {
    worker = Worker.builder().name("test").concurrency(4).module(module).connector(server).start();
  }

  FakeServer server() {
    return server;
  }

  /** Runs a target, which must return; its value as JSON. */
  String value(String target, String... arguments) {
    WireOutcome outcome = server.run(target, arguments);
    assertThat(outcome.failure()).isNull();
    return outcome.value();
  }

  /** Runs a target, which must throw. */
  WireFailure failure(String target, String... arguments) {
    WireOutcome outcome = server.run(target, arguments);
    assertThat(outcome.kind()).isEqualTo("failed");
    return outcome.failure();
  }

  @Override
  public void close() {
    worker.close();
    server.close();
  }
}
