package dev.pinwheel.query.facts;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.view.WaitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the read models and the engine are compared in, and cases of it that must occur. */
enum Compared {
  /** Which execution a call reuses, or that it executes (M4). */
  MEMO,
  /** Of these: what is reused is older than one further away (M5). */
  MEMO_NEARER_THAN_NEWER,
  /** Of these: something open in another workspace, which nobody would execute, is passed over. */
  MEMO_STUCK,
  /** Of these: something that ended without a value is passed over (M9). */
  MEMO_WITHOUT_VALUE,
  /** Of these: what is reused was answered by the cache, or by another attempt. */
  MEMO_FORWARDED,
  /** Which execution answers a new step through the cache (C2). */
  CACHE,
  /** Of these: something is too old for one task, but not for another. */
  CACHE_TOO_OLD,
  /** Whether a worker has a slot for what is due (D2). */
  SLOTS,
  /** What a worker that is draining takes (D1). */
  DRAIN,
  /** Whether a target can be called (W6). */
  TARGET,
  /** Of these: a worker that is there lacks it. */
  TARGET_LACKED;

  /**
   * Where the read models said something else than the engine did.
   *
   * @param counts how often each was compared; added to
   */
  static List<String> differences(
      RecordedInputs before,
      RandomCommands.Move move,
      RecordedInputs after,
      Map<Compared, Integer> counts) {
    List<String> differences = new ArrayList<>();
    Comparing comparing = new Comparing(before, after, differences, counts);
    if (move.called() != null && move.caller() != null) {
      comparing.call(move.caller(), move.called());
    }
    if (move.asked() != null && move.caller() != null) {
      comparing.target(move.caller(), move.asked(), move.called() != null);
    }
    comparing.slots();
    if (!move.addsNeeds() && !comparing.anyDueOneWasAnswered()) {
      comparing.drains();
    }
    return differences;
  }

  private record Comparing(
      RecordedInputs before,
      RecordedInputs after,
      List<String> differences,
      Map<Compared, Integer> counts) {

    private void expect(Compared what, Object about, @Nullable Object said, @Nullable Object did) {
      counts.merge(what, 1, Integer::sum);
      if (!Objects.equals(said, did)) {
        differences.add(
            "%s of %s: the read models said %s, the engine did %s"
                .formatted(what, about, said, did));
      }
    }

    void call(ExecutionId callerId, WorkerCommand.Called called) {
      for (String workspace : after.views().keySet()) {
        ExecutionFact caller = find(before, workspace, callerId);
        ExecutionFact callee = find(after, workspace, called.execution());
        if (caller != null
            && callee != null
            && caller.workspace().name().value().equals(workspace)) {
          memo(workspace, caller, callee, called.reused());
          cache(workspace, caller, callee, called.reused());
        }
      }
    }

    void target(ExecutionId callerId, String target, boolean found) {
      before
          .targets()
          .forEach((workspace, targets) -> {
            ExecutionFact caller = find(before, workspace, callerId);
            if (caller != null && caller.workspace().name().value().equals(workspace)) {
              boolean said = targets.contains(target);
              // What a leaving worker declares counts for its own calls only.
              if (said || !session(before, sessionOf(callerId, caller)).isLeaving()) {
                expect(TARGET, target, said, found);
                count(TARGET_LACKED, found && before.isLackedBySome(target));
              }
            }
          });
    }

    private static @Nullable ExecutionFact find(
        RecordedInputs inputs, String workspace, ExecutionId id) {
      return Objects.requireNonNull(inputs.views().get(workspace)).find(id);
    }

    private void memo(
        String workspace, ExecutionFact caller, ExecutionFact callee, boolean reused) {
      String key = callee.step().memoKey();
      if (key == null) {
        return;
      }
      Facts facts = Objects.requireNonNull(before.views().get(workspace)).facts();
      ExecutionFact found =
          new MemoLookup(facts, before.workers()::canRun)
              .find(caller.id().run(), key, caller.sequence());
      if (!wouldWaitForItself(facts, found, caller)) {
        expect(MEMO, callee.id(), found == null ? null : found.id(), reused ? callee.id() : null);
        facts
            .withKey(caller.id().run(), key)
            .forEach(candidate -> countCase(facts, candidate, found));
      }
    }

    private void countCase(Facts facts, ExecutionFact candidate, @Nullable ExecutionFact found) {
      ExecutionFact end = facts.end(candidate);
      if (candidate == found) {
        count(MEMO_FORWARDED, end != candidate);
      } else if (found == null || candidate.isNearerOrNewerThan(found)) {
        count(MEMO_STUCK, candidate.isOpen() && candidate.depth() > 0);
        count(MEMO_WITHOUT_VALUE, end != null && !end.isOpen());
      } else {
        count(MEMO_NEARER_THAN_NEWER, candidate.sequence() > found.sequence());
      }
    }

    private void count(Compared what, boolean occurs) {
      if (occurs) {
        counts.merge(what, 1, Integer::sum);
      }
    }

    private void cache(
        String workspace, ExecutionFact caller, ExecutionFact callee, boolean reused) {
      String key = after.cacheKeys().get(callee.sequence());
      CacheOption option = callee.step().options().effective().cache();
      boolean dispatched = callee.result() != null || callee.assignedAt() != null;
      if (key == null || option == null || reused || !dispatched) {
        return;
      }
      ExecutionFact found =
          Objects.requireNonNull(before.views().get(workspace))
              .cache()
              .find(new CacheLookup.Wanted(key, option.maxAge()))
              .map(CacheLookup.Answer::execution)
              .orElse(null);
      boolean cached = callee.result() != null && callee.result().kind() == ResultKind.CACHED;
      Facts facts = Objects.requireNonNull(before.views().get(workspace)).facts();
      // What is due may be answered itself before the new step is looked up in the same command.
      boolean due = found != null && found.isOpen() && found.assignedAt() == null;
      if (!due && !wouldWaitForItself(facts, found, caller)) {
        expect(
            CACHE,
            callee.id(),
            found == null ? null : found.sequence(),
            cached ? callee.successor() : null);
        count(CACHE_TOO_OLD, found == null && isAnswered(workspace, key));
      }
    }

    private boolean isAnswered(String workspace, String key) {
      return Objects.requireNonNull(before.views().get(workspace))
          .cache()
          .find(new CacheLookup.Wanted(key, null))
          .isPresent();
    }

    /** M10, C2: the read models do not look for cycles. */
    private boolean wouldWaitForItself(
        Facts facts, @Nullable ExecutionFact found, ExecutionFact caller) {
      ExecutionFact end = found == null ? null : facts.end(found);
      return end != null
          && end.isOpen()
          && (end.sequence() == caller.sequence()
              || before.waitsFor(end.sequence(), caller.sequence()));
    }

    void slots() {
      for (RecordedInputs.View view : after.views().values()) {
        for (long execution : after.due()) {
          ExecutionFact fact = view.facts().execution(execution);
          if (fact != null && fact.workspace().state() == WorkspaceState.ACTIVE) {
            WaitReason reason = after.workers().reason(fact);
            expect(SLOTS, fact.id(), reason == null ? "assigned" : "due", "due");
          }
        }
      }
      after
          .assigned()
          .forEach((execution, session) -> {
            if (!before.assigned().containsKey(execution)) {
              SessionFact fact = session(after, session);
              expect(SLOTS, fact.worker(), fact.busy() <= fact.concurrency(), true);
            }
          });
    }

    /** By the cache: what waited for it needs what answers it, from the same command on. */
    boolean anyDueOneWasAnswered() {
      return before.due().stream()
          .anyMatch(execution ->
              !after.due().contains(execution) && !after.assigned().containsKey(execution));
    }

    void drains() {
      after
          .assigned()
          .forEach((execution, session) -> {
            if (before.due().contains(execution) && session(before, session).isLeaving()) {
              for (RecordedInputs.View view : before.views().values()) {
                ExecutionFact fact = view.facts().execution(execution);
                if (fact != null) {
                  expect(DRAIN, fact.id(), before.workers().isTaken(fact), true);
                }
              }
            }
          });
    }

    private long sessionOf(ExecutionId id, ExecutionFact fact) {
      return Objects.requireNonNull(before.assigned().get(fact.sequence()), id::toString);
    }

    private static SessionFact session(RecordedInputs inputs, long session) {
      return inputs.workers().sessions().stream()
          .filter(fact -> fact.id() == session)
          .findFirst()
          .orElseThrow();
    }
  }
}
