package dev.pinwheel.studio.runs;

import com.vaadin.flow.router.QueryParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The named filters of the list of runs that a browser keeps for a workspace, in the order in which
 * they were saved. No two have the same name, ignoring case. Pure.
 */
record SavedViews(List<SavedView> all) {

  static final int MOST = 50;

  static final int LONGEST_NAME = 60;

  static final SavedViews NONE = new SavedViews(List.of());

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  SavedViews {
    all = List.copyOf(all);
  }

  /**
   * A named filter.
   *
   * @param query as in the URL of the list, without the workspace
   */
  record SavedView(String name, String query) {

    RunQuery runs() {
      return RunQuery.of(QueryParameters.fromString(query));
    }
  }

  /** What the browser kept; what cannot be read of it is left out. */
  static SavedViews parse(@Nullable String kept) {
    SavedViews views = NONE;
    for (JsonNode node : read(kept)) {
      String name = node.path("name").asString("");
      String query = node.path("query").asString("");
      if (views.problem(name, null).isEmpty()) {
        views = views.with(name, RunQuery.of(QueryParameters.fromString(query)));
      }
    }
    return views;
  }

  private static Iterable<JsonNode> read(@Nullable String kept) {
    try {
      JsonNode node = kept == null || kept.isBlank() ? null : MAPPER.readTree(kept);
      return node == null || !node.isArray() ? List.of() : node;
    } catch (JacksonException unreadable) {
      return List.of();
    }
  }

  /** What the browser is to keep. */
  String json() {
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    for (SavedView view : all) {
      ObjectNode node = kept.addObject();
      node.put("name", view.name());
      node.put("query", view.query());
    }
    return kept.toString();
  }

  /**
   * Why a view cannot have this name, in a sentence; empty when it can.
   *
   * @param renamed the view that is to get it; null for a new one
   */
  Optional<String> problem(String name, @Nullable String renamed) {
    String wished = name.strip();
    if (wished.isEmpty()) {
      return Optional.of("A view needs a name.");
    }
    if (wished.length() > LONGEST_NAME) {
      return Optional.of(
          "A name has at most %d characters; this one has %d."
              .formatted(LONGEST_NAME, wished.length()));
    }
    if (wished.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("A name has no line breaks and no control characters.");
    }
    Optional<SavedView> same = find(wished);
    if (same.isPresent() && !same.get().name().equals(renamed)) {
      return Optional.of("There is a view called '%s' already.".formatted(same.get().name()));
    }
    return renamed == null && all.size() >= MOST
        ? Optional.of(
            "A workspace has at most %d views. Delete one under Manage views.".formatted(MOST))
        : Optional.empty();
  }

  Optional<SavedView> find(String name) {
    return all.stream().filter(view -> view.name().equalsIgnoreCase(name.strip())).findFirst();
  }

  /** The one that shows this. */
  Optional<SavedView> find(RunQuery query) {
    return all.stream().filter(view -> view.runs().equals(query)).findFirst();
  }

  /** With a new one; its name must have no {@link #problem}. */
  SavedViews with(String name, RunQuery query) {
    List<SavedView> more = new ArrayList<>(all);
    more.add(new SavedView(name.strip(), query.in(QueryParameters.empty()).getQueryString()));
    return new SavedViews(more);
  }

  SavedViews renamed(String from, String to) {
    return new SavedViews(
        all.stream()
            .map(view -> view.name().equals(from) ? new SavedView(to.strip(), view.query()) : view)
            .toList());
  }

  SavedViews without(String name) {
    return new SavedViews(all.stream().filter(view -> !view.name().equals(name)).toList());
  }
}
