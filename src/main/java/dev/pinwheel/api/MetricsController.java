package dev.pinwheel.api;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /metrics}, for Prometheus. */
@RestController
@Hidden
final class MetricsController {

  private static final String FORMAT = "text/plain;version=0.0.4;charset=utf-8";

  private final Metrics metrics;

  MetricsController(Metrics metrics) {
    this.metrics = metrics;
  }

  @GetMapping(path = "/metrics", produces = FORMAT)
  String metrics() {
    return metrics.scrape();
  }
}
