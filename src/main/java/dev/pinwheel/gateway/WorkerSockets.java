package dev.pinwheel.gateway;

import dev.pinwheel.engine.Engine;
import dev.pinwheel.protocol.Protocol;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/** Accepts the sockets of workers at {@link Protocol#PATH}. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
public class WorkerSockets implements WebSocketConfigurer, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerSockets.class);

  private static final long LOOK_EVERY_MILLIS = 1_000;
  private static final long ACKNOWLEDGE_EVERY_MILLIS = 100;

  private final RemoteSessions sessions;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pinwheel-gateway").factory());

  /**
   * @param maxOfToken how many sockets may be open with one token at the same time
   */
  public WorkerSockets(
      Engine engine,
      InstantSource clock,
      @Value("${pinwheel.limits.worker-sockets}") int maxOfToken) {
    sessions = new RemoteSessions(engine, clock, maxOfToken);
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry
        .addHandler(new WorkerSocketHandler(sessions), Protocol.PATH)
        .addInterceptors(new BrowserHandshakeInterceptor());
    var unused =
        timer.scheduleWithFixedDelay(
            () -> guarded(this::look), LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    var alsoUnused =
        timer.scheduleWithFixedDelay(
            () -> guarded(sessions::acknowledge),
            ACKNOWLEDGE_EVERY_MILLIS,
            ACKNOWLEDGE_EVERY_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /** The timer would forget a task that throws, and every worker would seem to be silent. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("Checking worker sockets for timeouts failed; it will be retried", e);
    }
  }

  /** Heartbeats and dead sockets: everything that is due by the clock. */
  public void look() {
    sessions.look();
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
  }
}
