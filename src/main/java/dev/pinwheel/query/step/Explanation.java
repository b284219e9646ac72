package dev.pinwheel.query.step;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.WorkspaceName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an execution was made, and why calls reused it or another attempt of its step; as seen from a
 * viewpoint.
 *
 * @param option the effective option (M2); null when it was unset everywhere, which is off
 * @param optionOrigin where it comes from: {@code re-run}, {@code call site}, {@code task}, {@code
 *     run}, {@code default}
 * @param key in hex; null when it is not memoized
 * @param arguments in the order of the parameters
 * @param sentence why this attempt was made
 * @param lookup of the call that made it; null when no call did, or a caller that is not visible
 * @param reuses calls that reused an attempt of the step, oldest first, at most {@link #MAX_REUSES}
 * @param moreReuses whether there are further ones
 * @param advice when its key never repeats; null when there is nothing to say
 */
public record Explanation(
    ExecutionId execution,
    String module,
    String target,
    WorkspaceName workspace,
    @Nullable MemoOption option,
    String optionOrigin,
    @Nullable String key,
    List<ExecutionView.Argument> arguments,
    String sentence,
    @Nullable Lookup lookup,
    List<Lookup> reuses,
    boolean moreReuses,
    @Nullable MemoAdvice advice) {

  /** How many reusing calls are explained. */
  public static final int MAX_REUSES = 50;

  public Explanation {
    arguments = List.copyOf(arguments);
    reuses = List.copyOf(reuses);
  }

  public boolean isMemoized() {
    return key != null;
  }
}
