package dev.pinwheel.api;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.EngineMeter;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.ServerLoad;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The metrics of a server, for Prometheus. Totals only: labels name no workspace, run or target,
 * because readers of metrics may not see those (W4). Thread-safe.
 */
@RestController
@Hidden
final class Metrics implements EngineMeter {

  private static final String FORMAT = "text/plain;version=0.0.4;charset=utf-8";

  /** Several gauges of one scrape share one read. */
  private static final Duration READ_AGAIN = Duration.ofSeconds(1);

  private static final double MILLIS_PER_SECOND = 1000;

  /** No operation records these results yet, so there is no series of them either. */
  private static final EnumSet<ResultKind> NOT_RECORDED =
      EnumSet.of(ResultKind.SUSPENDED, ResultKind.RECURRED, ResultKind.DEFERRED);

  private static final Duration[] LATENCIES = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(5)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ServerLoad load;
  private final InstantSource clock;
  private final Counter hits;
  private final Counter misses;
  private final Timer latency;
  private final Map<ResultKind, Counter> ended = new ConcurrentHashMap<>();
  private ServerLoad.@Nullable Totals lastRead;
  private Instant readAt = Instant.EPOCH;

  Metrics(Engine engine, ReadModels reads, InstantSource clock) {
    this.load = reads.load();
    this.clock = clock;
    hits = counter("pinwheel.memo.hits", "Memoized calls that reused an execution");
    misses = counter("pinwheel.memo.misses", "Memoized calls that made a step");
    latency =
        Timer.builder("pinwheel.dispatch.latency")
            .description("From when an execution was due until a worker was given it")
            .serviceLevelObjectives(LATENCIES)
            .register(registry);
    EnumSet.complementOf(NOT_RECORDED).forEach(this::counterOf);
    executions("executing", ServerLoad.Totals::executing);
    executions("blocked", ServerLoad.Totals::blocked);
    executions("due", ServerLoad.Totals::due);
    executions("scheduled", ServerLoad.Totals::scheduled);
    gauge(
        "pinwheel.queue.depth",
        "Executions that are due and have no worker yet",
        ServerLoad.Totals::due);
    gauge("pinwheel.queue.oldest.age.seconds", "How long the oldest of them waits", Metrics::age);
    sessions("embedded", ServerLoad.Totals::embeddedSessions);
    sessions("remote", ServerLoad.Totals::remoteSessions);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    engine.measureWith(this);
  }

  /** {@code GET /metrics}: in the text format of Prometheus. */
  @GetMapping(path = "/metrics", produces = FORMAT)
  @Needs(Permission.SEE_METRICS)
  String scrape() {
    return registry.scrape();
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private void gauge(String name, String description, ToDoubleFunction<ServerLoad.Totals> value) {
    Gauge.builder(name, () -> value.applyAsDouble(totals()))
        .description(description)
        .register(registry);
  }

  private void executions(String state, ToDoubleFunction<ServerLoad.Totals> value) {
    Gauge.builder("pinwheel.executions", () -> value.applyAsDouble(totals()))
        .description("Open executions, by what they do")
        .tag("state", state)
        .register(registry);
  }

  private void sessions(String kind, ToDoubleFunction<ServerLoad.Totals> value) {
    Gauge.builder("pinwheel.worker.sessions", () -> value.applyAsDouble(totals()))
        .description("Open sessions of workers")
        .tag("kind", kind)
        .register(registry);
  }

  private static double age(ServerLoad.Totals totals) {
    Instant oldest = totals.oldestDue();
    return oldest == null
        ? 0
        : Math.max(0, Duration.between(oldest, totals.at()).toMillis() / MILLIS_PER_SECOND);
  }

  private synchronized ServerLoad.Totals totals() {
    ServerLoad.Totals known = lastRead;
    if (known == null || !clock.instant().isBefore(readAt.plus(READ_AGAIN))) {
      known = load.read();
      lastRead = known;
      readAt = clock.instant();
    }
    return known;
  }

  @Override
  public void memoHit() {
    hits.increment();
  }

  @Override
  public void memoMiss() {
    misses.increment();
  }

  @Override
  public void dispatched(Duration since) {
    latency.record(since);
  }

  @Override
  public void ended(ResultKind result) {
    counterOf(result).increment();
  }

  private Counter counterOf(ResultKind result) {
    return ended.computeIfAbsent(
        result,
        kind ->
            Counter.builder("pinwheel.executions.ended")
                .description("Executions that ended, by result")
                .tag("result", kind.word())
                .register(registry));
  }
}
