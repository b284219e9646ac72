package dev.pinwheel.query.view;

import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why an execution waits: a closed set with the same sentences everywhere. */
public sealed interface WaitReason {

  /**
   * The sentence.
   *
   * @param zone for times in the sentence
   * @param now to tell how long something has been running
   */
  String sentence(ZoneId zone, Instant now);

  /** A few words, short enough for a node of the graph. */
  String brief(ZoneId zone);

  /** All slots of the workers that may run it are taken. */
  record Slots(int busy, int total) implements WaitReason {
    @Override
    public String sentence(ZoneId zone, Instant now) {
      return "Waiting for a free slot: %d of %d busy".formatted(busy, total);
    }

    @Override
    public String brief(ZoneId zone) {
      return "%d of %d slots busy".formatted(busy, total);
    }
  }

  /** No worker that serves the workspace has the module. */
  record NoWorker(WorkspaceName workspace, String module) implements WaitReason {
    @Override
    public String sentence(ZoneId zone, Instant now) {
      return "No worker in %s has module %s".formatted(workspace, module);
    }

    @Override
    public String brief(ZoneId zone) {
      return "No worker";
    }
  }

  /** Why a worker is not available. */
  enum Absence {
    /** It cannot be reached; its session is held for a while. */
    SILENT,
    /** It accepts no new executions. */
    LEAVING,
    /** Its session has ended. */
    GONE
  }

  /**
   * The worker for this work was connected and is not any more. Less specific workers do not get
   * the work (D1).
   *
   * @param since when it went away
   * @param until when other workers may take the work; null when that is not known yet
   */
  record WorkerAway(String worker, Absence absence, Instant since, @Nullable Instant until)
      implements WaitReason {
    @Override
    public String sentence(ZoneId zone, Instant now) {
      String since = Times.MINUTES.format(this.since.atZone(zone));
      return switch (absence) {
        case SILENT ->
            "Waiting for worker %s to come back: no heartbeat since %s".formatted(worker, since);
        case LEAVING ->
            "Waiting for a replacement of worker %s, which is leaving".formatted(worker);
        case GONE ->
            "Waiting for worker %s to come back: gone since %s%s"
                .formatted(
                    worker,
                    since,
                    until == null
                        ? ""
                        : ", others take over at " + Times.MINUTES.format(until.atZone(zone)));
      };
    }

    @Override
    public String brief(ZoneId zone) {
      return "Worker away";
    }
  }

  /** Its workspace is paused (W3). */
  record Paused(WorkspaceName workspace) implements WaitReason {
    @Override
    public String sentence(ZoneId zone, Instant now) {
      return workspace + " is paused";
    }

    @Override
    public String brief(ZoneId zone) {
      return "Paused";
    }
  }

  /**
   * It waits for the outcome of another execution.
   *
   * @param state of that one
   * @param since when that one started; null when it has not
   */
  record Dependency(StepId step, String target, State state, @Nullable Instant since)
      implements WaitReason {
    @Override
    public String sentence(ZoneId zone, Instant now) {
      String start = "Waiting for %s (%s), %s".formatted(target, step, state.word());
      return since == null
          ? start
          : start + " " + TextFormat.duration(Duration.between(since, now));
    }

    @Override
    public String brief(ZoneId zone) {
      return "Waiting for " + target;
    }
  }

  /**
   * It waits for an execution that a call of it joined in another workspace.
   *
   * @param state of that one
   */
  record Joined(StepId step, String target, WorkspaceName workspace, State state)
      implements WaitReason {
    @Override
    public String sentence(ZoneId zone, Instant now) {
      return "Waiting for %s in %s (reused, still %s)".formatted(target, workspace, state.word());
    }

    @Override
    public String brief(ZoneId zone) {
      return "Waiting for " + target;
    }
  }

  /**
   * It waits before a retry.
   *
   * @param number of the retry, from 1
   * @param after type of the failure before
   */
  record Retry(Instant at, int number, int limit, String after) implements WaitReason {
    @Override
    public String sentence(ZoneId zone, Instant now) {
      return "Retries at %s (%d of %d), after %s"
          .formatted(Times.SECONDS.format(at.atZone(zone)), number, limit, after);
    }

    @Override
    public String brief(ZoneId zone) {
      return "Retries at " + Times.SECONDS.format(at.atZone(zone));
    }
  }

  /** It is not due yet. */
  record Delayed(Instant at) implements WaitReason {
    @Override
    public String sentence(ZoneId zone, Instant now) {
      boolean sameDay = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
      return "Scheduled for "
          + (sameDay ? Times.MINUTES : Times.DAY_AND_MINUTES).format(at.atZone(zone));
    }

    @Override
    public String brief(ZoneId zone) {
      return "Scheduled for " + Times.MINUTES.format(at.atZone(zone));
    }
  }

  /** How times are written. */
  final class Times {
    static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    static final DateTimeFormatter DAY_AND_MINUTES =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private Times() {}
  }
}
