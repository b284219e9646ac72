package dev.pinwheel.studio.palette;

import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.parts.StateNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the palette shows for what was typed.
 *
 * @param number of the question
 * @param note a sentence when nothing was found; else empty
 */
record PaletteAnswer(int number, List<PaletteGroup> groups, String note) {

  /** Of a title; the style sheet cuts what is still too long. */
  private static final int COLUMNS = 80;

  PaletteAnswer {
    groups = List.copyOf(groups);
  }

  /** The line with this position, counted through all groups from 0. */
  Optional<PaletteItem> find(int position) {
    List<PaletteItem> items = new ArrayList<>();
    groups.forEach(group -> items.addAll(group.items()));
    return position >= 0 && position < items.size()
        ? Optional.of(items.get(position))
        : Optional.empty();
  }

  /** As the browser draws it. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("number", number);
    json.put("note", note);
    ArrayNode all = json.putArray("groups");
    for (PaletteGroup group : groups) {
      ObjectNode one = all.addObject();
      one.put("title", group.title());
      one.put("note", group.note());
      ArrayNode items = one.putArray("items");
      group.items().forEach(item -> put(items.addObject(), item));
    }
    return json;
  }

  private static void put(ObjectNode json, PaletteItem item) {
    State state = item.state();
    if (state == null) {
      json.put("icon", item.icon().iconName());
    } else {
      json.put("state", StateNames.of(state));
    }
    json.put("title", ArgumentText.cut(item.title(), COLUMNS));
    json.put("arguments", item.arguments());
    json.put("detail", item.detail());
    json.put("below", item.below());
    json.put("keys", item.keys());
  }
}
