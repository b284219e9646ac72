package dev.pinwheel.query.step;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.ArgumentDifference;
import java.util.List;

/**
 * The earlier call most similar to one that found nothing: the same target, with as few differing
 * arguments in the key as possible.
 *
 * @param execution that the earlier call made
 * @param sentence why it did not match
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
