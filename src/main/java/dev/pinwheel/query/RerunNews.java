package dev.pinwheel.query;

import dev.pinwheel.model.ExecutionId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a re-run changed: the strip below the header of a run. */
public sealed interface RerunNews {

  /** The re-run attempt. */
  ExecutionId attempt();

  /** Name of the step's target. */
  String target();

  /** One or two sentences. */
  String sentence();

  /** It ended in another outcome, and others still hold an earlier one. */
  record Differs(ExecutionId attempt, String target, List<StaleCause> causes) implements RerunNews {
    public Differs {
      causes = List.copyOf(causes);
    }

    @Override
    public String sentence() {
      throw new UnsupportedOperationException();
    }
  }

  /** It ended, and nothing holds another outcome. */
  record Equal(ExecutionId attempt, String target) implements RerunNews {
    @Override
    public String sentence() {
      return target + " ran again and returned the same result. Nothing is stale.";
    }
  }

  /**
   * It ended without a value.
   *
   * @param kept the attempt that memoized calls keep using; null when there is none
   */
  record Failed(ExecutionId attempt, String target, State state, @Nullable Integer kept)
      implements RerunNews {
    @Override
    public String sentence() {
      throw new UnsupportedOperationException();
    }
  }

  /** The news of a step in a tree: empty while it is open, or when nobody re-ran it. */
  static Optional<RerunNews> of(RunTree tree, ExecutionId attempt) {
    throw new UnsupportedOperationException();
  }
}
