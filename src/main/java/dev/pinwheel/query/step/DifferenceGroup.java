package dev.pinwheel.query.step;

import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.Comparison.Kind;
import dev.pinwheel.query.step.PairedTrees.PairedCall;
import dev.pinwheel.query.view.ArgumentDifference;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.JsonDifference;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.TextFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one target that differ in the same way: {@code checkMonth × 96: $.snowOnWarmDay refuse →
 * rain; 1 ran, 95 reused}. Pure.
 *
 * @param members in call order, never empty
 */
public record DifferenceGroup(
    Kind kind, String module, String target, List<CallDifference> members) {

  private static final int PLACES = 3;
  private static final int VALUE_COLUMNS = 40;

  public DifferenceGroup {
    members = List.copyOf(members);
  }

  private record Alike(Kind kind, String module, String target, List<String> places, String end) {}

  /** Groups differences; the order is that of each group's first member. */
  static List<DifferenceGroup> of(List<CallDifference> differences) {
    Map<Alike, List<CallDifference>> groups = new LinkedHashMap<>();
    for (CallDifference difference : differences) {
      groups.computeIfAbsent(alike(difference), first -> new ArrayList<>()).add(difference);
    }
    return groups.entrySet().stream()
        .map(group ->
            new DifferenceGroup(
                group.getKey().kind(),
                group.getKey().module(),
                group.getKey().target(),
                group.getValue()))
        .toList();
  }

  private static Alike alike(CallDifference difference) {
    StepNode node = difference.call().either();
    boolean byArguments = difference.kind() == Kind.OTHER_ARGUMENTS;
    return new Alike(
        difference.kind(),
        node.module(),
        node.target(),
        byArguments ? argumentPaths(difference) : List.of(),
        difference.kind() == Kind.OTHER_RESULT ? ends(difference.call()) : "");
  }

  private static List<String> argumentPaths(CallDifference difference) {
    return difference.arguments().stream()
        .flatMap(argument ->
            argument.places().stream().map(place -> argument.parameter() + " " + place.path()))
        .toList();
  }

  /** How it ended: {@code done → failed}, {@code done}. */
  private static String ends(PairedCall call) {
    StepNode before = Objects.requireNonNull(call.before());
    StepNode after = Objects.requireNonNull(call.after());
    return before.state() == after.state()
        ? after.state().word()
        : before.state().word() + " → " + after.state().word();
  }

  /** The same for calls that differ in this way, in whatever comparison and however many. */
  public String id() {
    Alike alike = alike(members.getFirst());
    return "%s %s/%s %s %s"
        .formatted(
            alike.kind(),
            alike.module(),
            alike.target(),
            String.join(", ", alike.places()),
            alike.end())
        .strip();
  }

  /** How many calls it has. */
  public int count() {
    return members.size();
  }

  /** What differs, then how the calls were answered: {@code 1 ran, 95 reused}. */
  public String sentence() {
    List<String> parts = new ArrayList<>();
    switch (kind) {
      case ADDED -> parts.add("added");
      case GONE -> parts.add("gone");
      case OTHER_ARGUMENTS -> {
        parts.add(arguments());
        long other = members.stream().filter(CallDifference::hasOtherOutcome).count();
        if (other > 0) {
          parts.add(other == count() ? "another outcome" : other + " with another outcome");
        }
      }
      case OTHER_RESULT -> parts.add(outcome());
      case OTHER_TIMES -> parts.add(times());
      case SAME_RESULT -> parts.add("ran again, the same result");
    }
    String answered = answered();
    if (kind != Kind.GONE && !answered.isEmpty()) {
      parts.add(answered);
    }
    String took = took();
    if (!took.isEmpty()) {
      parts.add(took);
    }
    return String.join("; ", parts);
  }

  private String arguments() {
    List<String> shown =
        common(
            members.stream()
                .map(member ->
                    member.arguments().stream()
                        .flatMap(argument ->
                            argument.places().stream()
                                .map(place -> new Placed(prefix(argument), place)))
                        .toList())
                .toList());
    return shown.isEmpty() ? "other arguments" : String.join(", ", shown);
  }

  /** The path says enough within an object; of a plain argument the name is needed. */
  private static String prefix(ArgumentDifference argument) {
    return argument.places().stream().allMatch(place -> place.path().equals("$"))
        ? argument.parameter()
        : "";
  }

  private String outcome() {
    PairedCall first = members.getFirst().call();
    StepNode before = Objects.requireNonNull(first.before());
    StepNode after = Objects.requireNonNull(first.after());
    if (before.state() != after.state()) {
      StepNode.FailureLine failure = after.failure();
      return ends(first)
          + (failure == null || failure.message().isEmpty() ? "" : ": " + failure.message());
    }
    if (after.state() != State.DONE) {
      StepNode.FailureLine failure = after.failure();
      return failure == null || failure.message().isEmpty()
          ? "another outcome"
          : "another error: " + failure.message();
    }
    List<String> shown =
        common(
            members.stream()
                .map(
                    member -> member.values().stream().map(place -> new Placed("", place)).toList())
                .toList());
    return "another result" + (shown.isEmpty() ? "" : ": " + String.join(", ", shown));
  }

  private record Placed(String prefix, JsonDifference place) {

    String where() {
      return prefix.isEmpty() && place.path().equals("$")
          ? ""
          : prefix.isEmpty() ? place.path() : prefix;
    }

    String change() {
      String where = where();
      List<String> values =
          ArgumentText.cutBoth(text(place.before()), text(place.after()), VALUE_COLUMNS);
      return "%s%s → %s"
          .formatted(where.isEmpty() ? "" : where + " ", values.getFirst(), values.getLast());
    }
  }

  /** The places in call order: with their values where all members that have them agree. */
  private static List<String> common(List<List<Placed>> members) {
    Map<String, List<Placed>> byPlace = new LinkedHashMap<>();
    members.forEach(places ->
        places.forEach(
            place -> byPlace.computeIfAbsent(place.where(), at -> new ArrayList<>()).add(place)));
    List<String> shown = new ArrayList<>();
    byPlace.forEach((where, places) -> {
      boolean same = places.stream().map(Placed::change).distinct().count() == 1;
      shown.add(same ? places.getFirst().change() : where.isEmpty() ? "" : where + " differs");
    });
    shown.removeIf(String::isEmpty);
    int more = shown.size() - PLACES;
    return more <= 0
        ? shown
        : Stream.concat(shown.stream().limit(PLACES), Stream.of(more + " more")).toList();
  }

  /** A text without its quotation marks where nothing else could be meant. */
  private static String text(@Nullable String json) {
    if (json == null) {
      return "(absent)";
    }
    String shown =
        json.matches("\"[\\p{L}][\\p{L}\\p{N} _.:/-]*\"") && !json.matches("\"(true|false|null)\"")
            ? json.substring(1, json.length() - 1)
            : json;
    return shown;
  }

  private String times() {
    PairedCall first = members.getFirst().call();
    return "called %s → %s"
        .formatted(
            TextFormat.number(first.timesBefore()), TextFormat.count(first.timesAfter(), "time"));
  }

  private String answered() {
    Map<String, Integer> counts = new TreeMap<>();
    for (CallDifference member : members) {
      CallEdge call = member.call().callAfter();
      if (call != null) {
        counts.merge(call.isReused() ? "reused" : "ran", 1, Integer::sum);
      }
    }
    if (counts.size() == 1 && count() == 1) {
      return counts.keySet().iterator().next();
    }
    return String.join(
        ", ",
        counts.entrySet().stream()
            .map(entry -> TextFormat.number(entry.getValue()) + " " + entry.getKey())
            .toList());
  }

  /** Of the executions that are compared: {@code 1.2 s → 4.0 s}; empty when both took the same. */
  private String took() {
    Duration before = Duration.ZERO;
    Duration after = Duration.ZERO;
    for (CallDifference member : members) {
      PairedCall call = member.call();
      if (call.compared() && !call.isShared()) {
        before = before.plus(tookOf(call.before()));
        after = after.plus(tookOf(call.after()));
      }
    }
    if (before.isZero() && after.isZero()) {
      return "";
    }
    return switch (kind) {
      case ADDED -> TextFormat.duration(after);
      case GONE -> TextFormat.duration(before);
      case OTHER_ARGUMENTS, OTHER_RESULT, SAME_RESULT, OTHER_TIMES -> {
        String one = TextFormat.duration(before);
        String other = TextFormat.duration(after);
        yield one.equals(other) ? "" : one + " → " + other;
      }
    };
  }

  private static Duration tookOf(@Nullable StepNode node) {
    return node == null ? Duration.ZERO : node.timing().took().orElse(Duration.ZERO);
  }
}
