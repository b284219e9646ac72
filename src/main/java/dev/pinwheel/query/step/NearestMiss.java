package dev.pinwheel.query.step;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.ArgumentDifference;
import java.util.List;

/**
 * The earlier call most like one that found nothing: the same target, and as few arguments of the
 * key as possible that differ.
 *
 * @param execution what that call had made
 * @param sentence why it did not fit
 * @param differences of arguments in the key, from the earlier call to this one
 */
public record NearestMiss(
    ExecutionId execution,
    WorkspaceName workspace,
    String sentence,
    List<ArgumentDifference> differences) {

  public NearestMiss {
    differences = List.copyOf(differences);
  }
}
