package dev.pinwheel.studio.run.timeline;

import dev.pinwheel.query.timeline.Timeline;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.Segment;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.parts.StateNames;
import dev.pinwheel.studio.parts.ViewerZone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A timeline as the browser draws it: texts are ready, moments are milliseconds since its start.
 */
final class TimelineRows {

  /** A bar has no more segments than could be told apart on a screen. */
  private static final int MOST_SEGMENTS = 400;

  private static final int SPOKEN_COLUMNS = 80;

  /** A row always has room for so many columns of arguments. */
  private static final int LEAST_COLUMNS = 8;

  private static final double NANOS_PER_MILLI = 1_000_000;

  private final Timeline timeline;
  private final String viewedFrom;
  private final ZoneId zone;
  private final Instant now;

  /**
   * @param viewedFrom the viewer's workspace, which the row of a step does not name
   */
  TimelineRows(Timeline timeline, String viewedFrom, ZoneId zone, Instant now) {
    this.timeline = timeline;
    this.viewedFrom = viewedFrom;
    this.zone = zone;
    this.now = now;
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("startMillis", timeline.start().toEpochMilli());
    json.put("length", millis(timeline.end()));
    json.put("active", timeline.active());
    json.put("waitsRecorded", timeline.waitsRecorded());
    if (timeline.advice() != null) {
      json.put("advice", timeline.advice());
    }
    ArrayNode gaps = json.putArray("gaps");
    timeline.gaps().forEach(gap -> stretch(gaps.addObject(), gap));
    ArrayNode rows = json.putArray("rows");
    List<String> callers = new ArrayList<>();
    for (Timeline.Row row : timeline.rows()) {
      ObjectNode one = rows.addObject();
      common(one, row);
      if (!row.module().equals(callersModule(callers, row))) {
        one.put("module", row.module());
      }
      switch (row) {
        case Timeline.Step step -> step(one, step);
        case Timeline.Reuse reuse -> reuse(one, reuse);
      }
    }
    return json;
  }

  private void step(ObjectNode json, Timeline.Step row) {
    json.put("state", StateNames.of(row.state()));
    json.put("label", label(row));
    if (!row.workspace().value().equals(viewedFrom)) {
      json.put("workspace", row.workspace().value());
    }
    if (row.cached() != null) {
      json.put("cached", row.cached());
    }
    ArrayNode bars = json.putArray("bars");
    for (Timeline.Bar bar : row.bars()) {
      ObjectNode one = bars.addObject();
      one.put("execution", bar.execution().toString());
      one.put("state", StateNames.of(bar.state()));
      ArrayNode segments = one.putArray("segments");
      for (Segment segment : coarser(bar.segments())) {
        ObjectNode part = segments.addObject();
        part.put("kind", segment.kind().word());
        part.put("from", millis(segment.from()));
        part.put("to", millis(segment.to()));
      }
      ArrayNode critical = one.putArray("critical");
      bar.critical().forEach(gap -> stretch(critical.addObject(), gap));
    }
  }

  private void reuse(ObjectNode json, Timeline.Reuse row) {
    json.putArray("bars");
    ObjectNode reuse = json.putObject("reuse");
    reuse.put("at", millis(row.calledAt()));
    reuse.put("reused", row.reused());
    reuse.put("from", from(row));
    Instant ended = row.endedAt();
    if (ended != null) {
      reuse.put("ended", millis(ended));
      if (ended.isBefore(timeline.start())) {
        reuse.put("endedText", ViewerZone.brief(ended, zone, now));
      }
    }
    String arguments = ArgumentText.cut(ArgumentText.plain(row.argumentLine()), SPOKEN_COLUMNS);
    json.put("label", joined(List.of(row.target(), arguments, how(row))));
  }

  private String how(Timeline.Reuse row) {
    return (row.reused() ? "reused from " : "called ") + from(row);
  }

  /** {@code production #1}: of the viewer's workspace as well as of others. */
  private String from(Timeline.Reuse row) {
    if (row.usedNotVisible()) {
      return "an attempt not visible from here";
    }
    String workspace = row.from() == null ? viewedFrom : row.from().value();
    return workspace + " #" + row.execution().attempt();
  }

  /**
   * The module of the row below which a row stands; of the run for a row at the left. Adds the row.
   *
   * @param above the modules of the rows that lead to the last one
   */
  private String callersModule(List<String> above, Timeline.Row row) {
    int depth = Math.min(row.depth(), above.size());
    above.subList(depth, above.size()).clear();
    String caller = depth == 0 ? timeline.rows().getFirst().module() : above.getLast();
    above.add(row.module());
    return caller;
  }

  private static void common(ObjectNode json, Timeline.Row row) {
    json.put("key", row.key());
    json.put("depth", row.depth());
    json.put("step", Integer.toString(row.step().number()));
    json.put("target", row.target());
    String arguments = ArgumentText.plain(row.argumentLine());
    if (!arguments.isEmpty()) {
      json.put("arguments", arguments);
    }
    String values = ArgumentText.valuesBeyond(row.argumentLine(), LEAST_COLUMNS);
    if (values != null) {
      json.put("values", values);
    }
  }

  /** {@code fetchUser, userId u1, done, queued 66 s, executing 2 s, on the critical path}. */
  private static String label(Timeline.Step row) {
    List<String> parts = new ArrayList<>();
    parts.add(row.target());
    parts.add(ArgumentText.cut(ArgumentText.plain(row.argumentLine()), SPOKEN_COLUMNS));
    parts.add(row.state().word());
    if (row.cached() != null) {
      parts.add(row.cached());
    }
    if (row.bars().size() > 1) {
      parts.add(row.bars().size() + " attempts");
    }
    Map<Segment.Kind, Duration> sums = new TreeMap<>();
    for (Timeline.Bar bar : row.bars()) {
      for (Segment segment : bar.segments()) {
        sums.merge(segment.kind(), segment.duration(), Duration::plus);
      }
    }
    sums.forEach((kind, sum) -> parts.add(kind.word() + " " + TextFormat.duration(sum)));
    if (row.isCritical()) {
      parts.add("on the critical path");
    }
    return joined(parts);
  }

  private static String joined(List<String> parts) {
    return String.join(", ", parts.stream().filter(part -> !part.isEmpty()).toList());
  }

  /** Segments that are too many: each part of the bar as what it mostly is. */
  static List<Segment> coarser(List<Segment> segments) {
    if (segments.size() <= MOST_SEGMENTS) {
      return segments;
    }
    Instant start = segments.getFirst().from();
    Duration part =
        Duration.between(start, segments.getLast().to()).dividedBy(MOST_SEGMENTS).plusNanos(1);
    List<Segment> coarse = new ArrayList<>();
    int at = 0;
    for (Instant from = start; at < segments.size(); from = from.plus(part)) {
      Instant to = from.plus(part);
      Segment longest = segments.get(at);
      while (at < segments.size() && segments.get(at).from().isBefore(to)) {
        Segment here = segments.get(at);
        if (here.duration().compareTo(longest.duration()) > 0) {
          longest = here;
        }
        if (here.to().isAfter(to)) {
          break;
        }
        at++;
      }
      Segment last = coarse.isEmpty() ? null : coarse.getLast();
      Instant end = to.isAfter(segments.getLast().to()) ? segments.getLast().to() : to;
      if (last != null && last.kind() == longest.kind()) {
        coarse.set(coarse.size() - 1, new Segment(last.kind(), last.from(), end));
      } else {
        coarse.add(new Segment(longest.kind(), from, end));
      }
    }
    return coarse;
  }

  private void stretch(ObjectNode json, Timeline.Gap gap) {
    json.put("from", millis(gap.from()));
    json.put("to", millis(gap.to()));
  }

  private double millis(Instant moment) {
    double nanos = Duration.between(timeline.start(), moment).toNanos();
    return Math.round(nanos / NANOS_PER_MILLI * 1000) / 1000.0;
  }
}
