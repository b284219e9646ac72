package dev.pinwheel.query.view;

import dev.pinwheel.model.WorkspaceName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pin of a step with a memo key (P1).
 *
 * @param key in hex
 * @param parameters names of the parameters in the key; empty: one execution per run
 * @param reused how many calls visible from here reused it, repeated ones counted; 0: outlined
 * @param from the workspace of the drawn execution when it is not the viewer's own; else null
 * @param callsUse the attempt that calls use now when it is not the newest visible one; else null
 * @param forced who forced the drawn execution, so that memo was ignored; null when it was not
 *     forced
 */
public record MemoPin(
    String key,
    List<String> parameters,
    int reused,
    @Nullable WorkspaceName from,
    @Nullable Integer callsUse,
    @Nullable Rerun forced) {

  public MemoPin {
    parameters = List.copyOf(parameters);
  }

  /** Filled when a call reused it, outlined when none did. */
  public boolean isFilled() {
    return reused > 0;
  }
}
