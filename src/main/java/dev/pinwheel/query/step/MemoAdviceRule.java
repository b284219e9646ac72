package dev.pinwheel.query.step;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.view.ArgumentDifference;
import dev.pinwheel.query.view.JsonDifference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Detects that the key of a memoized task never repeats although its calls are alike: within the
 * key, two calls differ only in a time, a random id or a handle. Pure, except that it asks what
 * callers knew.
 */
final class MemoAdviceRule {

  /** How many calls of a target are compared with each other. */
  static final int MAX_CALLS = 30;

  /** In how many calls a random id must be unknown to the caller. */
  private static final int ENOUGH_IDS = 3;

  private MemoAdviceRule() {}

  /**
   * The call that made a step: the same number of the same caller's step is the same call in each
   * attempt of the caller.
   */
  record Site(StepId caller, int attempt, long execution, int number) {}

  /**
   * A memoized call that executed.
   *
   * @param parameters names in the order of the arguments
   * @param inKey names of those in the key
   * @param reused a call reused what it made
   * @param site null when what made it is not visible
   */
  record Call(
      StepId step,
      String module,
      String target,
      List<String> parameters,
      List<String> inKey,
      List<Json> arguments,
      Instant createdAt,
      boolean reused,
      @Nullable Site site) {

    boolean isSameCallAs(Call other) {
      return site != null
          && other.site != null
          && site.caller.equals(other.site.caller)
          && site.number == other.site.number
          && site.attempt != other.site.attempt;
    }
  }

  /** Whether a text occurs in the arguments of the caller, or in the values of its calls. */
  interface Known {
    boolean isKnown(Site caller, String text);
  }

  /**
   * Examines calls of one target.
   *
   * @param calls in any order
   */
  static Optional<MemoAdvice> find(List<Call> calls, Known known) {
    if (calls.stream().anyMatch(Call::reused)) {
      return Optional.empty();
    }
    List<Call> compared = calls.subList(0, Math.min(MAX_CALLS, calls.size()));
    List<Call> madeUp = new ArrayList<>();
    for (int i = 0; i < compared.size(); i++) {
      for (int j = 0; j < i; j++) {
        Optional<MemoAdvice> found = compare(compared.get(j), compared.get(i), madeUp, known);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<MemoAdvice> compare(
      Call one, Call other, List<Call> madeUp, Known known) {
    if (!one.inKey.equals(other.inKey)) {
      return Optional.empty();
    }
    List<ArgumentDifference> differences =
        ArgumentComparison.between(one.parameters, one.inKey, one.arguments, other.arguments);
    MemoAdvice advice = null;
    for (ArgumentDifference difference : differences) {
      for (JsonDifference place : difference.places()) {
        MemoAdvice.Kind kind = kind(place, one, other);
        if (kind == null || !speaks(kind, place, one, other, madeUp, known)) {
          return Optional.empty();
        }
        advice = advice == null ? advice(one, difference.parameter(), place, kind) : advice;
      }
    }
    return Optional.ofNullable(advice);
  }

  private static MemoAdvice.@Nullable Kind kind(JsonDifference place, Call one, Call other) {
    String before = place.before();
    String after = place.after();
    if (before == null || after == null) {
      return null;
    }
    if (place.handles()) {
      return MemoAdvice.Kind.NEW_HANDLE;
    }
    if (GeneratedValues.isTimeAround(before, one.createdAt)
        && GeneratedValues.isTimeAround(after, other.createdAt)) {
      return MemoAdvice.Kind.TIMESTAMP;
    }
    return GeneratedValues.isRandom(before) && GeneratedValues.isRandom(after)
        ? MemoAdvice.Kind.RANDOM_ID
        : null;
  }

  /**
   * Whether the difference shows that the key never repeats. A loop over many things has different
   * ids and handles, too. Therefore these count only for the same call in another attempt of the
   * caller, or if the caller did not know several of the ids.
   */
  private static boolean speaks(
      MemoAdvice.Kind kind,
      JsonDifference place,
      Call one,
      Call other,
      List<Call> madeUp,
      Known known) {
    return switch (kind) {
      case TIMESTAMP -> true;
      case NEW_HANDLE -> one.isSameCallAs(other);
      case RANDOM_ID -> {
        if (one.isSameCallAs(other)) {
          yield true;
        }
        note(one, Objects.requireNonNull(place.before()), madeUp, known);
        note(other, Objects.requireNonNull(place.after()), madeUp, known);
        yield madeUp.size() >= ENOUGH_IDS;
      }
    };
  }

  private static void note(Call call, String id, List<Call> madeUp, Known known) {
    Site site = call.site;
    if (site != null && !madeUp.contains(call) && !known.isKnown(site, id)) {
      madeUp.add(call);
    }
  }

  private static MemoAdvice advice(
      Call call, String parameter, JsonDifference place, MemoAdvice.Kind kind) {
    return new MemoAdvice(
        call.module,
        call.target,
        parameter,
        place.path(),
        kind,
        call.inKey.stream().filter(name -> !name.equals(parameter)).toList());
  }
}
