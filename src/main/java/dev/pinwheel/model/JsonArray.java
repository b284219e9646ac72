package dev.pinwheel.model;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Joins values to one JSON array and takes a valid array apart again, without parsing values. */
public final class JsonArray {

  private JsonArray() {}

  /** {@code [a,b,c]}. */
  public static Json join(List<Json> elements) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write('[');
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        joined.write(',');
      }
      joined.writeBytes(elements.get(i).utf8());
    }
    joined.write(']');
    return Json.of(joined.toByteArray());
  }

  /**
   * The elements of an array.
   *
   * @param array a valid JSON array; the elements of anything else are undefined
   */
  public static List<Json> split(Json array) {
    byte[] bytes = array.utf8();
    List<Json> elements = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (quoted) {
        if (b == '\\') {
          i++;
        } else if (b == '"') {
          quoted = false;
        }
      } else if (b == '"') {
        quoted = true;
      } else if (b == '[' || b == '{') {
        if (depth++ == 0) {
          start = i + 1;
        }
      } else if (b == ']' || b == '}') {
        if (--depth == 0) {
          addUnlessBlank(bytes, start, i, elements);
        }
      } else if (b == ',' && depth == 1) {
        addUnlessBlank(bytes, start, i, elements);
        start = i + 1;
      }
    }
    return elements;
  }

  private static void addUnlessBlank(byte[] bytes, int from, int to, List<Json> elements) {
    for (int i = from; i < to; i++) {
      if (bytes[i] > ' ') {
        elements.add(Json.of(Arrays.copyOfRange(bytes, from, to)));
        return;
      }
    }
  }
}
