package dev.pinwheel.api.value;

import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Rejection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A memo option in JSON: {@code "off"}, {@code "all"} or an array of parameter names. */
public final class MemoJson {

  private MemoJson() {}

  /** The options that are words, for the API description. */
  public enum Word {
    OFF,
    ALL
  }

  public static @Nullable Object of(@Nullable MemoOption option) {
    return switch (option) {
      case null -> null;
      case MemoOption.Off off -> "off";
      case MemoOption.All all -> "all";
      case MemoOption.Parameters some -> some.names();
    };
  }

  /** The option; null for an absent one. */
  public static @Nullable MemoOption read(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (node.isString() && node.asString().equals("off")) {
      return new MemoOption.Off();
    }
    if (node.isString() && node.asString().equals("all")) {
      return new MemoOption.All();
    }
    if (!node.isArray()) {
      throw mistake(node);
    }
    List<String> names = new ArrayList<>();
    for (JsonNode name : node) {
      if (!name.isString()) {
        throw mistake(node);
      }
      names.add(name.asString());
    }
    return new MemoOption.Parameters(names);
  }

  /** The option of a query: {@code off}, {@code all} or names. */
  public static MemoOption parse(List<String> words) {
    if (words.equals(List.of("off"))) {
      return new MemoOption.Off();
    }
    return words.equals(List.of("all")) ? new MemoOption.All() : new MemoOption.Parameters(words);
  }

  private static Rejection mistake(JsonNode node) {
    return Rejection.invalidArgument(
        "Expected \"off\", \"all\" or an array of parameter names for 'memo', found %s."
            .formatted(node));
  }
}
