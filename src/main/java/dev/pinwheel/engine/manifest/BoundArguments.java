package dev.pinwheel.engine.manifest;

import dev.pinwheel.key.ArgumentLine;
import dev.pinwheel.key.CanonicalArguments;
import dev.pinwheel.key.CanonicalHandle;
import dev.pinwheel.key.InvalidValue;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call, one per parameter.
 *
 * @param values as given
 * @param canonical the same in canonical form
 */
public record BoundArguments(List<Json> values, CanonicalArguments canonical) {

  /**
   * Completes the arguments with the defaults of trailing parameters.
   *
   * @throws Rejection (invalid argument) when one is missing or there are too many
   */
  public static BoundArguments of(
      String module,
      Manifest.Target target,
      List<Json> given,
      @Nullable CanonicalArguments canonical) {
    List<Manifest.Parameter> parameters = target.parameters();
    if (given.size() > parameters.size()) {
      throw wrongCount(module, target, given.size());
    }
    if (given.size() == parameters.size()) {
      return new BoundArguments(given, canonical != null ? canonical : canonical(given));
    }
    List<Json> completed = new ArrayList<>(given);
    for (Manifest.Parameter parameter : parameters.subList(given.size(), parameters.size())) {
      Json value = parameter.defaultValue();
      if (value == null && parameter.required()) {
        throw wrongCount(module, target, given.size());
      }
      completed.add(value == null ? Json.NULL : value);
    }
    return new BoundArguments(List.copyOf(completed), canonical(completed));
  }

  private static Rejection wrongCount(String module, Manifest.Target target, int found) {
    return Rejection.invalidArgument(
        "Expected %d argument%s for %s.%s%s, found %d."
            .formatted(
                target.parameters().size(),
                target.parameters().size() == 1 ? "" : "s",
                module,
                target.name(),
                target.parameters().isEmpty()
                    ? ""
                    : " (" + String.join(", ", target.parameterNames()) + ")",
                found));
  }

  /** The arguments in one line, those of the memo key first. */
  public String line(StepOptions options) {
    return line(options, values);
  }

  /** These arguments of a step with these options in one line, those of the memo key first. */
  public static String line(StepOptions options, List<Json> values) {
    List<String> key =
        options.effective().memo() instanceof MemoOption.Parameters chosen
            ? chosen.names()
            : List.of();
    return ArgumentLine.of(options.parameters(), values.stream().map(Json::utf8).toList(), key);
  }

  /** The executions to which the arguments hold handles. */
  public Set<ExecutionId> handles() {
    Set<ExecutionId> handles = new LinkedHashSet<>();
    for (int i = 0; i < canonical.count(); i++) {
      // Inside of a string the quotes of the tag would be escaped, so a match is a tag.
      String text = new String(canonical.get(i), StandardCharsets.UTF_8);
      int at = text.indexOf(CanonicalHandle.OPENING);
      while (at >= 0) {
        int from = at + CanonicalHandle.OPENING.length();
        int to = text.indexOf('"', from);
        ExecutionId.parse(text.substring(from, to)).ifPresent(handles::add);
        at = text.indexOf(CanonicalHandle.OPENING, to);
      }
    }
    return handles;
  }

  /**
   * The canonical form of arguments.
   *
   * @throws Rejection (invalid argument) when one is not a valid value
   */
  public static CanonicalArguments canonical(List<Json> arguments) {
    try {
      return CanonicalArguments.of(arguments.stream().map(Json::utf8).toList());
    } catch (InvalidValue e) {
      throw Rejection.invalidArgument(
          "An argument is no valid value, at %s: %s".formatted(e.path(), e.problem()));
    }
  }
}
