package dev.pinwheel.studio.workflows;

import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.run.RunTrend;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.parts.RunLinks;
import dev.pinwheel.studio.parts.StateLabel;
import dev.pinwheel.studio.parts.StateNames;
import dev.pinwheel.studio.parts.ViewerZone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trend as the browser draws it: texts are ready, heights are parts of the whole. A bar that is
 * much longer than most is cut, so that the others can be told apart.
 */
final class TrendBars {

  /** Bars above so many times the 95th percentile are cut. */
  private static final int CUT_ABOVE = 3;

  private static final int SPOKEN_COLUMNS = 80;

  private final RunTrend trend;
  private final String parameters;
  private final ZoneId zone;
  private final Instant now;
  private final double top;

  /**
   * @param parameters the query of the links, such as {@code workspace=production}
   */
  TrendBars(RunTrend trend, String parameters, ZoneId zone, Instant now) {
    this.trend = trend;
    this.parameters = parameters;
    this.zone = zone;
    this.now = now;
    this.top = top(trend);
  }

  /** The duration of a bar of the whole height, in milliseconds. */
  private static double top(RunTrend trend) {
    double longest = trend.runs().stream().mapToLong(row -> millis(row)).max().orElse(0);
    Duration p95 = trend.p95();
    double most = p95 == null ? longest : (double) CUT_ABOVE * Math.max(1, p95.toMillis());
    return Math.max(1, Math.min(longest, most));
  }

  ObjectNode json(String workflow) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("workflow", workflow);
    ArrayNode bars = json.putArray("bars");
    trend.runs().forEach(row -> bar(bars.addObject(), row));
    ArrayNode lines = json.putArray("lines");
    line(lines, "p50", trend.p50());
    line(lines, "p95", trend.p95());
    return json;
  }

  private void bar(ObjectNode json, RunRow row) {
    json.put("run", row.run().toString());
    json.put("href", RunLinks.path(row.run()) + "?" + parameters);
    json.put("state", StateNames.of(row.status()));
    json.put("words", StateLabel.capitalised(row.status().word()));
    json.put("took", RunTrend.took(row).map(TextFormat::duration).orElse(""));
    json.put("height", Math.min(1, millis(row) / top));
    json.put("cut", millis(row) > top);
    json.put("at", ViewerZone.brief(row.lastActivityAt(), zone, now));
    json.put("arguments", ArgumentText.cut(ArgumentText.plain(row.argumentLine()), SPOKEN_COLUMNS));
    json.put(
        "reused",
        row.calls() == 0
            ? ""
            : "%s of %s"
                .formatted(
                    TextFormat.number(row.reusedCalls()), TextFormat.count(row.calls(), "call")));
  }

  private void line(ArrayNode lines, String name, @Nullable Duration value) {
    if (value != null) {
      ObjectNode line = lines.addObject();
      line.put("name", name);
      line.put("took", TextFormat.duration(value));
      line.put("height", Math.min(1, value.toMillis() / top));
    }
  }

  private static long millis(RunRow row) {
    return RunTrend.took(row).map(Duration::toMillis).orElse(0L);
  }

  /** {@code 50 runs · 2 failed · 1 cancelled}: what the bars are. */
  static String sentence(RunTrend trend) {
    long failed = trend.runs().stream().filter(row -> row.status().isFailure()).count();
    long cancelled = trend.runs().stream().filter(row -> row.status() == State.CANCELLED).count();
    return TextFormat.count(trend.runs().size(), "ended run")
        + (failed == 0 ? "" : " · %s failed".formatted(TextFormat.number(failed)))
        + (cancelled == 0 ? "" : " · %s cancelled".formatted(TextFormat.number(cancelled)));
  }

  /** {@code reused 412 of 800 calls, 52 %}. */
  static String reuse(RunTrend trend) {
    return trend.calls() == 0
        ? "no calls"
        : "reused %s of %s, %d %%"
            .formatted(
                TextFormat.number(trend.reusedCalls()),
                TextFormat.count(trend.calls(), "call"),
                Math.round(100.0 * trend.reusedCalls() / trend.calls()));
  }

  /** {@code p50 3.4 s · p95 9 s}, or why there is none. */
  static String percentiles(RunTrend trend) {
    return trend.p50() == null || trend.p95() == null
        ? "p50 and p95 from %d done runs on".formatted(RunTrend.FEWEST_DONE)
        : "p50 %s · p95 %s"
            .formatted(TextFormat.duration(trend.p50()), TextFormat.duration(trend.p95()));
  }
}
