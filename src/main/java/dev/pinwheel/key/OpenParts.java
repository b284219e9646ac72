package dev.pinwheel.key;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Where the members of the open objects and the elements of the open sets begin in the output, as a
 * stack: those of an inner one come after those of what contains it, and are forgotten when it
 * ends.
 */
final class OpenParts {

  /** A member or an element in the output: from {@code start} up to, without, {@code end}. */
  private record Part(int start, int end) {}

  /** Instead of a place in the output. */
  static final int NONE = -1;

  private final CanonicalOutput output;
  private int[] starts = new int[8];
  private int count;

  OpenParts(CanonicalOutput output) {
    this.output = output;
  }

  int count() {
    return count;
  }

  /** Notes that the next part begins at the end of the output. */
  void begin() {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
    }
    starts[count++] = output.length();
  }

  int lastStart() {
    return starts[count - 1];
  }

  void forgetFrom(int first) {
    count = first;
  }

  /**
   * Puts the members from {@code first} on in the order of their names.
   *
   * @return where a name starts that another member has too, nothing being moved then, or {@link
   *     #NONE}
   */
  int sortMembers(int first) {
    byte[] canonical = output.bytes();
    Comparator<Part> byName = (a, b) -> MemberNames.compare(canonical, a.start(), b.start());
    Part[] members = sorted(first, byName);
    for (int i = 1; i < members.length; i++) {
      if (byName.compare(members[i - 1], members[i]) == 0) {
        return members[i].start();
      }
    }
    rewrite(members, members.length, starts[first]);
    return NONE;
  }

  /** Puts the elements from {@code first} on in the order of their bytes, each once. */
  void sortElements(int first) {
    if (count - first < 2) {
      return;
    }
    byte[] canonical = output.bytes();
    Comparator<Part> byBytes =
        (a, b) ->
            Arrays.compareUnsigned(canonical, a.start(), a.end(), canonical, b.start(), b.end());
    Part[] elements = sorted(first, byBytes);
    int kept = 1;
    for (int i = 1; i < elements.length; i++) {
      if (byBytes.compare(elements[kept - 1], elements[i]) != 0) {
        elements[kept++] = elements[i];
      }
    }
    rewrite(elements, kept, starts[first]);
  }

  /** The parts from {@code first} on, of which the last ends where the output ends. */
  private Part[] sorted(int first, Comparator<Part> order) {
    Part[] parts = new Part[count - first];
    for (int i = 0; i < parts.length; i++) {
      boolean last = first + i + 1 == count;
      int end = last ? output.length() : starts[first + i + 1] - ",".length();
      parts[i] = new Part(starts[first + i], end);
    }
    Arrays.sort(parts, order);
    return parts;
  }

  /** Replaces the output from {@code from} on by the first {@code kept} of these parts of it. */
  private void rewrite(Part[] parts, int kept, int from) {
    byte[] before = Arrays.copyOfRange(output.bytes(), from, output.length());
    output.truncate(from);
    for (int i = 0; i < kept; i++) {
      if (i > 0) {
        output.append(',');
      }
      output.append(before, parts[i].start() - from, parts[i].end() - from);
    }
  }
}
