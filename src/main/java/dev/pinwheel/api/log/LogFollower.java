package dev.pinwheel.api.log;

import dev.pinwheel.api.parameter.Cursor;
import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.api.run.RunChangeNotifier;
import dev.pinwheel.api.run.WaitingRequests;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.LogFilter;
import dev.pinwheel.query.LogLine;
import dev.pinwheel.query.LogPages;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.Viewpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams log messages, each follower on a virtual thread of its own. Thread-safe. */
@Component
final class LogFollower {

  private static final Logger log = LoggerFactory.getLogger(LogFollower.class);
  private static final int AT_ONCE = 500;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Detects disconnected clients and keeps proxies from closing the connection. */
  private static final int PAUSES_BETWEEN_SIGNS_OF_LIFE = 15;

  private static final long NO_TIMEOUT = 0;

  private final ReadModels reads;
  private final ViewpointResolver places;
  private final RunChangeNotifier changes;
  private final WaitingRequests waiting;

  LogFollower(
      ReadModels reads,
      ViewpointResolver places,
      RunChangeNotifier changes,
      WaitingRequests waiting) {
    this.waiting = waiting;
    this.reads = reads;
    this.places = places;
    this.changes = changes;
  }

  /** Begins to send what was logged after the cursor. */
  SseEmitter follow(String workspace, Actor caller, RunId run, LogFilter filter, long cursor) {
    WaitingRequests.Admission admission = waiting.begin(caller);
    SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
    AtomicBoolean gone = new AtomicBoolean();
    emitter.onCompletion(() -> gone.set(true));
    emitter.onError(problem -> gone.set(true));
    Thread.ofVirtual()
        .name("follow logs of " + run)
        .start(() -> {
          try (admission) {
            send(emitter, gone, new Request(workspace, caller, run, filter), cursor);
          }
        });
    return emitter;
  }

  private record Request(String workspace, Actor caller, RunId run, LogFilter filter) {}

  private void send(SseEmitter emitter, AtomicBoolean gone, Request request, long from) {
    try (RunChangeNotifier.Watch watch = changes.watch(request.run())) {
      // Sends the head of the answer: a client knows that it is connected, even when nothing is
      // logged.
      emitter.send(SseEmitter.event().comment("following"));
      long cursor = from;
      int quiet = 0;
      while (!gone.get()) {
        // Asked before reading, so that nothing logged before the end is missed.
        boolean ended = hasEnded(request);
        LogPages.Slice page = read(request, cursor);
        List<LogLine> lines = page.lines();
        for (LogLine line : lines) {
          send(emitter, line);
        }
        cursor = page.cursor();
        if (page.more()) {
          continue;
        }
        quiet = lines.isEmpty() ? quiet + 1 : 0;
        if (ended && lines.isEmpty() && quiet > 1) {
          emitter.send(SseEmitter.event().name("end").data("{}", MediaType.APPLICATION_JSON));
          break;
        }
        if (quiet % PAUSES_BETWEEN_SIGNS_OF_LIFE == PAUSES_BETWEEN_SIGNS_OF_LIFE - 1) {
          emitter.send(SseEmitter.event().comment("still here"));
        }
        if (!watch.await(PAUSE)) {
          break;
        }
      }
      emitter.complete();
    } catch (IOException | IllegalStateException disconnected) {
      log.debug(
          "A client that followed the logs of {} has disconnected", request.run(), disconnected);
    } catch (Rejection noLongerVisible) {
      emitter.complete();
    } catch (RuntimeException problem) {
      log.error("Could not follow the logs of {}", request.run(), problem);
      emitter.completeWithError(problem);
    }
  }

  private static void send(SseEmitter emitter, LogLine line) throws IOException {
    emitter.send(
        SseEmitter.event()
            .name("log")
            .id(Cursor.of(line.id()))
            .data(LogJson.of(line), MediaType.APPLICATION_JSON));
  }

  private LogPages.Slice read(Request request, long cursor) {
    return reads
        .logs()
        .listAfter(
            places.get(request.workspace(), request.caller()),
            request.run(),
            request.filter(),
            cursor,
            AT_ONCE);
  }

  private boolean hasEnded(Request request) {
    Viewpoint viewpoint = places.get(request.workspace(), request.caller());
    Optional<RunRow> row = reads.runs().find(viewpoint, request.run());
    return row.isEmpty() || !row.get().active();
  }
}
