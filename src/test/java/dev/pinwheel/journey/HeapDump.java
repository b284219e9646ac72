package dev.pinwheel.journey;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * A heap dump (HPROF) and what is reachable in it. Sizes are those of compressed references; weak,
 * soft and phantom references keep nothing.
 */
final class HeapDump {

  private static final int HEADER = 12;
  private static final int[] BYTES = {0, 0, 8, 0, 1, 2, 4, 8, 1, 2, 4, 8};
  private static final int[] BYTES_IN_HEAP = {0, 0, 4, 0, 1, 2, 4, 8, 1, 2, 4, 8};
  private static final int OBJECT = 2;

  private final ByteBuffer file;
  private final Map<Long, String> strings = new HashMap<>();
  private final Map<Long, Layout> layouts = new HashMap<>();
  private final Map<Long, String> names = new HashMap<>();
  private final List<Long> rootIds = new ArrayList<>();

  private long[] ids = new long[1 << 20];
  private long[] classes = new long[1 << 20];
  private int[] sizes = new int[1 << 20];
  private int[] starts = new int[1 << 20];
  private int count;

  /** References of object i are those from {@code firstOf[i]} to {@code firstOf[i + 1]}. */
  private int[] firstOf = {};

  private int[] references = {};
  private int[] roots = {};

  /** Fields of a class, its super classes' after its own. */
  private record Layout(long parent, List<Long> fieldNames, int[] types, int statics) {}

  private HeapDump(ByteBuffer file) {
    this.file = file;
  }

  static HeapDump read(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      HeapDump dump = new HeapDump(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
      dump.scan();
      dump.link();
      return dump;
    }
  }

  int objects() {
    return count;
  }

  int size(int object) {
    return sizes[object];
  }

  /** The name of its class, {@code byte[]} and the like for arrays of primitive values. */
  String className(int object) {
    return names.getOrDefault(classes[object], "class");
  }

  /** What can be reached from the roots without going through what is blocked. */
  boolean[] reachable(IntPredicate blocked) {
    return reachable(roots, blocked);
  }

  /** What can be reached from these objects, with them, without going through what is blocked. */
  boolean[] reachable(int[] from, IntPredicate blocked) {
    boolean[] seen = new boolean[count];
    int[] queue = new int[count];
    int end = 0;
    for (int object : from) {
      if (!seen[object] && !blocked.test(object)) {
        seen[object] = true;
        queue[end++] = object;
      }
    }
    for (int next = 0; next < end; next++) {
      for (int at = firstOf[queue[next]]; at < firstOf[queue[next] + 1]; at++) {
        int to = references[at];
        if (!seen[to] && !blocked.test(to)) {
          seen[to] = true;
          queue[end++] = to;
        }
      }
    }
    return seen;
  }

  // ---- Reading

  private void scan() {
    while (file.get() != 0) {
      // The name of the format, up to its end.
    }
    if (file.getInt() != 8) {
      throw new IllegalStateException("Expected ids of eight bytes");
    }
    file.getLong();
    for (int type = 4; type <= 11; type++) {
      names.put(
          (long) -type,
          new String[] {"boolean", "char", "float", "double", "byte", "short", "int", "long"}
                  [type - 4]
              + "[]");
    }
    while (file.remaining() > 0) {
      int tag = file.get();
      file.getInt();
      int length = file.getInt();
      int end = file.position() + length;
      switch (tag) {
        case 0x01 -> {
          long id = file.getLong();
          byte[] text = new byte[length - 8];
          file.get(text);
          strings.put(id, new String(text, StandardCharsets.UTF_8));
        }
        case 0x02 -> {
          file.getInt();
          long id = file.getLong();
          file.getInt();
          names.put(id, strings.getOrDefault(file.getLong(), "?").replace('/', '.'));
        }
        case 0x0c, 0x1c -> {
          while (file.position() < end) {
            scanPart();
          }
        }
        default -> {}
      }
      file.position(end);
    }
  }

  private void scanPart() {
    int tag = file.get() & 0xff;
    switch (tag) {
      case 0xff, 0x05, 0x07 -> root(0);
      case 0x01 -> root(8);
      case 0x04, 0x06 -> root(4);
      case 0x02, 0x03, 0x08 -> root(8);
      case 0x20 -> scanClass();
      case 0x21 -> {
        int start = file.position();
        long id = file.getLong();
        file.getInt();
        long type = file.getLong();
        int length = file.getInt();
        add(id, type, sizeOf(type), start);
        file.position(file.position() + length);
      }
      case 0x22 -> {
        int start = file.position();
        long id = file.getLong();
        file.getInt();
        int length = file.getInt();
        add(id, file.getLong(), aligned(HEADER + 4 + 4L * length), start);
        file.position(file.position() + 8 * length);
      }
      case 0x23 -> {
        int start = file.position();
        long id = file.getLong();
        file.getInt();
        int length = file.getInt();
        int type = file.get();
        add(id, -type, aligned(HEADER + 4 + (long) BYTES[type] * length), start);
        file.position(file.position() + BYTES[type] * length);
      }
      default -> throw new IllegalStateException("Unknown part of a heap dump: " + tag);
    }
  }

  private void root(int more) {
    rootIds.add(file.getLong());
    file.position(file.position() + more);
  }

  private void scanClass() {
    int start = file.position();
    long id = file.getLong();
    file.getInt();
    long parent = file.getLong();
    file.position(file.position() + 5 * 8 + 4);
    for (int constants = file.getShort(); constants > 0; constants--) {
      file.getShort();
      skip(file.get());
    }
    int statics = file.position();
    for (int fields = file.getShort(); fields > 0; fields--) {
      file.getLong();
      skip(file.get());
    }
    int fields = file.getShort();
    List<Long> fieldNames = new ArrayList<>();
    int[] types = new int[fields];
    for (int i = 0; i < fields; i++) {
      fieldNames.add(file.getLong());
      types[i] = file.get();
    }
    layouts.put(id, new Layout(parent, fieldNames, types, statics));
    add(id, 0, 0, start);
  }

  private void skip(int type) {
    file.position(file.position() + BYTES[type]);
  }

  private int sizeOf(long type) {
    long bytes = HEADER;
    for (Layout layout = layouts.get(type); layout != null; layout = layouts.get(layout.parent())) {
      for (int field : layout.types()) {
        bytes += BYTES_IN_HEAP[field];
      }
    }
    return aligned(bytes);
  }

  private static int aligned(long bytes) {
    return (int) (bytes + 7 & ~7);
  }

  private void add(long id, long type, int size, int start) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, count * 2);
      classes = Arrays.copyOf(classes, count * 2);
      sizes = Arrays.copyOf(sizes, count * 2);
      starts = Arrays.copyOf(starts, count * 2);
    }
    ids[count] = id;
    classes[count] = type;
    sizes[count] = size;
    starts[count++] = start;
  }

  // ---- References

  private long[] sorted = {};
  private int[] indexOf = {};

  private int find(long id) {
    int at = id == 0 ? -1 : Arrays.binarySearch(sorted, id);
    return at < 0 ? -1 : indexOf[at];
  }

  private void link() {
    sorted = Arrays.copyOf(ids, count);
    indexOf = new int[count];
    Arrays.sort(sorted);
    for (int i = 0; i < count; i++) {
      indexOf[Arrays.binarySearch(sorted, ids[i])] = i;
    }
    firstOf = new int[count + 1];
    int[] found = new int[count * 2];
    int size = 0;
    for (int i = 0; i < count; i++) {
      firstOf[i] = size;
      int[] of = referencesOf(i);
      if (size + of.length > found.length) {
        found = Arrays.copyOf(found, Math.max(found.length * 2, size + of.length));
      }
      System.arraycopy(of, 0, found, size, of.length);
      size += of.length;
    }
    firstOf[count] = size;
    references = Arrays.copyOf(found, size);
    roots = rootIds.stream().mapToInt(this::find).filter(at -> at >= 0).toArray();
  }

  private int[] referencesOf(int object) {
    long type = classes[object];
    file.position(starts[object]);
    if (type < 0) {
      return new int[0];
    }
    if (type == 0) {
      return referencesOfClass(object);
    }
    file.position(starts[object] + 12);
    if (className(object).startsWith("[")) {
      int length = file.getInt();
      file.getLong();
      int[] found = new int[length];
      int size = 0;
      for (int i = 0; i < length; i++) {
        size = keep(found, size, file.getLong());
      }
      return Arrays.copyOf(found, size);
    }
    file.getLong();
    file.getInt();
    int[] found = new int[256];
    int size = 0;
    for (Layout layout = layouts.get(type); layout != null; layout = layouts.get(layout.parent())) {
      for (int i = 0; i < layout.types().length; i++) {
        if (layout.types()[i] != OBJECT) {
          skip(layout.types()[i]);
        } else if ("referent".equals(strings.get(layout.fieldNames().get(i)))) {
          file.getLong();
        } else {
          size = keep(found, size, file.getLong());
        }
      }
    }
    return Arrays.copyOf(found, size);
  }

  private int[] referencesOfClass(int object) {
    Layout layout = layouts.get(ids[object]);
    if (layout == null) {
      return new int[0];
    }
    file.position(starts[object] + 12);
    int[] found = new int[4096];
    int size = keep(found, 0, file.getLong());
    size = keep(found, size, file.getLong());
    file.position(layout.statics());
    for (int fields = file.getShort(); fields > 0; fields--) {
      file.getLong();
      int type = file.get();
      if (type == OBJECT) {
        size = keep(found, size, file.getLong());
      } else {
        skip(type);
      }
    }
    return Arrays.copyOf(found, size);
  }

  private int keep(int[] found, int size, long id) {
    int at = find(id);
    if (at < 0) {
      return size;
    }
    found[size] = at;
    return size + 1;
  }
}
