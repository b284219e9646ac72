package dev.pinwheel.engine.reuse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Decides which execution a memoized call refers to (M4, M5, M9, M10).
 *
 * <p><b>What it is given.</b> The executions of the caller's run whose step has the memo key, in a
 * workspace of the chain of the caller's workspace. Left out are attempts that another attempt of
 * their step stands for (superseded, retried, suspended, recurred). Forwarding to other steps is
 * followed to its end (E2), and that decides about the {@link Standing}: an end in a value, VALUE;
 * any other end, no candidate; an open end, WAITS_FOR_CALLER when it is the caller or waits for it,
 * directly or through others; OPEN when the candidate is in the caller's own workspace, or the open
 * end is assigned, or the workspace of the open end is active and has a worker for its module; else
 * STUCK.
 *
 * <p>Two places gather this: {@code engine.CandidateLookup} from the candidate table and the memory
 * of the engine, {@code query.facts.MemoLookup} from what is recorded, without WAITS_FOR_CALLER. A
 * test compares them on random histories.
 */
public final class MemoRule {

  private static final Comparator<Candidate> NEAREST_THEN_NEWEST =
      Comparator.comparingInt(Candidate::depth)
          .thenComparing(Comparator.comparingLong(Candidate::execution).reversed());

  private MemoRule() {}

  /** The state of a candidate, as it matters to the caller. */
  public enum Standing {
    /** Its outcome is a value. */
    VALUE,
    /** It is open, and runs or can run: the call may join it. */
    OPEN,
    /** It is open in another workspace that is not active or has no worker for it (M4). */
    STUCK,
    /** It is the caller, or open and waits for the caller (M10). */
    WAITS_FOR_CALLER
  }

  /**
   * An execution with the memo key of the call, in a workspace that the caller sees.
   *
   * @param execution its engine sequence number
   * @param depth distance of its workspace in the caller's chain, 0 for the caller's own
   */
  public record Candidate(long execution, int depth, Standing standing) {}

  /** What the lookup found. */
  public sealed interface Decision {

    /** Candidates that were nearer or newer than the one taken, in the order of M5. */
    List<Candidate> passed();

    /** All candidates there were, in the order of M5. */
    default List<Candidate> candidates() {
      return passed();
    }

    /**
     * The call refers to this execution (M6).
     *
     * @param further candidates behind the one taken, which were not needed
     */
    record Hit(Candidate taken, List<Candidate> passed, List<Candidate> further)
        implements Decision {

      @Override
      public List<Candidate> candidates() {
        List<Candidate> all = new ArrayList<>(passed);
        all.add(taken);
        all.addAll(further);
        return all;
      }
    }

    /** Nothing fits: the call makes a step (M7). */
    record Miss(List<Candidate> passed) implements Decision {}

    /** Nothing fits, and this one is open and waits for the caller: the call fails (M10). */
    record Cycle(Candidate open, List<Candidate> passed) implements Decision {}
  }

  /** Nearest workspace first; within it, the newest. */
  public static Decision decide(List<Candidate> candidates) {
    List<Candidate> passed = new ArrayList<>();
    Candidate waiting = null;
    List<Candidate> sorted = candidates.stream().sorted(NEAREST_THEN_NEWEST).toList();
    for (Candidate candidate : sorted) {
      switch (candidate.standing()) {
        case VALUE, OPEN -> {
          return new Decision.Hit(
              candidate, List.copyOf(passed), sorted.subList(passed.size() + 1, sorted.size()));
        }
        case WAITS_FOR_CALLER -> {
          waiting = waiting == null ? candidate : waiting;
          passed.add(candidate);
        }
        case STUCK -> passed.add(candidate);
      }
    }
    return waiting == null
        ? new Decision.Miss(List.copyOf(passed))
        : new Decision.Cycle(waiting, List.copyOf(passed));
  }
}
