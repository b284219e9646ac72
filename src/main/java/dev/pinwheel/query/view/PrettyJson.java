package dev.pinwheel.query.view;

import dev.pinwheel.model.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * JSON as lines, indented by two spaces, one member or element a line. Equal values have equal
 * lines: members are in canonical order, numbers in canonical form (M3). Bytes, sets and handles
 * take one line.
 */
public final class PrettyJson {

  private final List<String> lines = new ArrayList<>();

  private PrettyJson() {}

  public static List<String> lines(Json value) {
    PrettyJson pretty = new PrettyJson();
    pretty.add("", "", JsonTree.of(value), "");
    return List.copyOf(pretty.lines);
  }

  private void add(String indent, String name, JsonTree value, String comma) {
    if (value.isObject() && !value.members().isEmpty()) {
      lines.add(indent + name + "{");
      Iterator<Map.Entry<String, JsonTree>> members = value.members().entrySet().iterator();
      while (members.hasNext()) {
        Map.Entry<String, JsonTree> member = members.next();
        add(
            indent + "  ",
            quoted(member.getKey()) + ": ",
            member.getValue(),
            members.hasNext() ? "," : "");
      }
      lines.add(indent + "}" + comma);
    } else if (value.isArray() && !value.elements().isEmpty()) {
      lines.add(indent + name + "[");
      Iterator<JsonTree> elements = value.elements().iterator();
      while (elements.hasNext()) {
        add(indent + "  ", "", elements.next(), elements.hasNext() ? "," : "");
      }
      lines.add(indent + "]" + comma);
    } else {
      String leaf = value.isHandle() ? "→ " + value.handle() : JsonDifference.plain(value.text());
      lines.add(indent + name + leaf + comma);
    }
  }

  /** The tree keeps names as they are written, without quotation marks. */
  private static String quoted(String name) {
    return "\"" + name + "\"";
  }
}
