package dev.pinwheel.query.run;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.TextFormat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a re-run changed: the banner below the header of a run. */
public sealed interface RerunOutcome {

  /** The re-run attempt. */
  ExecutionId attempt();

  /** Name of the step's target. */
  String target();

  /** One to three sentences. */
  String sentence();

  /** It ended in another outcome, and calls still hold an earlier one. */
  record Differs(ExecutionId attempt, String target, List<StaleCause> causes)
      implements RerunOutcome {
    public Differs {
      causes = List.copyOf(causes);
    }

    /** The steps that hold an earlier one, in call order. */
    public List<StaleCause.Holder> holders() {
      Set<StaleCause.Holder> holders = new LinkedHashSet<>();
      causes.forEach(cause -> holders.addAll(cause.holders()));
      return List.copyOf(holders);
    }

    @Override
    public String sentence() {
      List<String> sentences = new ArrayList<>();
      sentences.add("%s has a new result (attempt %d).".formatted(target, attempt.attempt()));
      for (StaleCause cause : causes) {
        List<String> names =
            cause.holders().stream().map(StaleCause.Holder::target).distinct().toList();
        int holders = cause.holders().size();
        sentences.add(
            "%s still %s %s."
                .formatted(
                    names.size() > 3 ? TextFormat.count(holders, "step") : TextFormat.list(names),
                    holders == 1 ? "holds" : "hold",
                    cause.held() == null
                        ? "an attempt that is not visible from here"
                        : "attempt " + cause.held().attempt()));
      }
      sentences.add("A re-run never runs callers.");
      return String.join(" ", sentences);
    }
  }

  /** It ended, and its outcome equals the one before. */
  record Equal(ExecutionId attempt, String target) implements RerunOutcome {
    @Override
    public String sentence() {
      return target + " ran again and returned the same result. Nothing is stale.";
    }
  }

  /** It ended in another outcome than the one before, and no call holds an earlier one. */
  record Changed(ExecutionId attempt, String target) implements RerunOutcome {
    @Override
    public String sentence() {
      return target + " ran again and returned a different result. Nothing is stale.";
    }
  }

  /**
   * It ended without a value.
   *
   * @param kept the attempt that memoized calls keep using; null when there is none
   */
  record Failed(ExecutionId attempt, String target, State state, @Nullable Integer kept)
      implements RerunOutcome {
    @Override
    public String sentence() {
      String ended =
          "Attempt %d of %s %s."
              .formatted(
                  attempt.attempt(),
                  target,
                  state == State.FAILED || state == State.TIMED_OUT
                      ? state.word()
                      : "was " + state.word());
      return kept == null
          ? ended
          : ended
              + " Memoized calls keep using attempt %d until an attempt succeeds.".formatted(kept);
    }
  }

  /**
   * The outcome of a re-run attempt. Empty while it is open, when it was not a re-run, or when its
   * step is not in the tree. If it was retried, the last retry counts.
   */
  static Optional<RerunOutcome> of(RunTree tree, ExecutionId attempt) {
    return tree.find(attempt.step()).flatMap(node -> of(tree, node, attempt));
  }

  private static Optional<RerunOutcome> of(RunTree tree, StepNode node, ExecutionId attempt) {
    List<Attempt> attempts = node.attempts();
    Attempt forced = find(attempts, attempt);
    if (forced == null || forced.cause() != Attempt.Cause.RERUN) {
      return Optional.empty();
    }
    Attempt last = lastOfSeries(attempts, forced);
    if (last.state().isOpen() || last.outcome() == null) {
      return Optional.empty();
    }
    ExecutionId id = last.execution();
    if (last.state() != State.DONE) {
      Integer kept = node.pin() == null ? null : node.pin().callsUse();
      return Optional.of(new Failed(id, node.target(), last.state(), kept));
    }
    List<StaleCause> causes =
        tree.header().staleCauses().stream()
            .filter(cause -> cause.settled() && cause.found().equals(id))
            .toList();
    if (!causes.isEmpty()) {
      return Optional.of(new Differs(id, node.target(), causes));
    }
    return Optional.of(
        isEqualToTheOneBefore(attempts, forced, last)
            ? new Equal(id, node.target())
            : new Changed(id, node.target()));
  }

  private static @Nullable Attempt find(List<Attempt> attempts, ExecutionId id) {
    for (Attempt attempt : attempts) {
      if (attempt.execution().equals(id)) {
        return attempt;
      }
    }
    return null;
  }

  private static Attempt lastOfSeries(List<Attempt> attempts, Attempt forced) {
    Attempt at = forced;
    while (at.forwarding() != null && at.forwarding().kind().staysInStep()) {
      ExecutionId to = at.forwarding().to();
      Attempt next = to == null ? null : find(attempts, to);
      if (next == null || next.number() <= at.number()) {
        return at;
      }
      at = next;
    }
    return at;
  }

  private static boolean isEqualToTheOneBefore(
      List<Attempt> attempts, Attempt forced, Attempt last) {
    Attempt before = null;
    for (Attempt attempt : attempts) {
      if (attempt.number() < forced.number() && attempt.state() == State.DONE) {
        before = attempt;
      }
    }
    return before != null && last.outcome() != null && last.outcome().equals(before.outcome());
  }
}
