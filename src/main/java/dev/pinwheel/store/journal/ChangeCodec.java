package dev.pinwheel.store.journal;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Groups as bytes. A statement is written in full where it occurs first in a file, later as its
 * index there; so one codec belongs to one file, read or written from its beginning. Not
 * thread-safe.
 */
final class ChangeCodec {

  private static final int NULL = 0;
  private static final int LONG = 1;
  private static final int INTEGER = 2;
  private static final int TEXT = 3;
  private static final int BYTES = 4;
  private static final int INSTANT = 5;
  private static final int BOOLEAN = 6;
  private static final int SHORT = 7;

  private final Map<String, Integer> indexes = new HashMap<>();
  private final List<String> statements = new ArrayList<>();

  /** Whether a value can be written. */
  static boolean isKnown(@Nullable Object value) {
    return value == null
        || value instanceof Long
        || value instanceof Integer
        || value instanceof String
        || value instanceof byte[]
        || value instanceof Instant
        || value instanceof Boolean
        || value instanceof Short;
  }

  /** The bytes of a group, to be written next; {@link #forget} when they are not. */
  byte[] encode(ChangeGroup group) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(group.previous());
      out.writeLong(group.number());
      out.writeLong(group.highestRun());
      out.writeInt(group.changes().size());
      for (Change change : group.changes()) {
        writeStatement(out, change.sql());
        out.writeInt(change.rows().size());
        for (@Nullable Object[] row : change.rows()) {
          out.writeShort(row.length);
          for (Object value : row) {
            write(out, value);
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("Memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /** How many statements are known; for {@link #forget}. */
  int known() {
    return statements.size();
  }

  /** Takes back what the last groups added: they are not in the file. */
  void forget(int known) {
    while (statements.size() > known) {
      indexes.remove(statements.removeLast());
    }
  }

  /**
   * @throws IOException when they are no group of this file
   */
  ChangeGroup decode(DataInputStream in) throws IOException {
    long previous = in.readLong();
    long number = in.readLong();
    long highestRun = in.readLong();
    int count = in.readInt();
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String sql = readStatement(in);
      int rowCount = in.readInt();
      List<@Nullable Object[]> rows = new ArrayList<>();
      for (int row = 0; row < rowCount; row++) {
        @Nullable Object[] values = new @Nullable Object[in.readShort()];
        for (int value = 0; value < values.length; value++) {
          values[value] = read(in);
        }
        rows.add(values);
      }
      changes.add(new Change(sql, rows));
    }
    return new ChangeGroup(previous, number, highestRun, changes);
  }

  private void writeStatement(DataOutput out, String sql) throws IOException {
    Integer index = indexes.get(sql);
    if (index != null) {
      out.writeInt(index);
      return;
    }
    out.writeInt(statements.size());
    writeBytes(out, sql.getBytes(StandardCharsets.UTF_8));
    indexes.put(sql, statements.size());
    statements.add(sql);
  }

  private String readStatement(DataInput in) throws IOException {
    int index = in.readInt();
    if (index == statements.size()) {
      statements.add(new String(readBytes(in), StandardCharsets.UTF_8));
    }
    if (index < 0 || index >= statements.size()) {
      throw new IOException("Expected one of %d statements, found %d".formatted(known(), index));
    }
    return statements.get(index);
  }

  private static void write(DataOutput out, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> out.writeByte(NULL);
      case Long number -> {
        out.writeByte(LONG);
        out.writeLong(number);
      }
      case Integer number -> {
        out.writeByte(INTEGER);
        out.writeInt(number);
      }
      case String text -> {
        out.writeByte(TEXT);
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
      }
      case byte[] bytes -> {
        out.writeByte(BYTES);
        writeBytes(out, bytes);
      }
      case Instant instant -> {
        out.writeByte(INSTANT);
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
      }
      case Boolean yes -> {
        out.writeByte(BOOLEAN);
        out.writeBoolean(yes);
      }
      case Short number -> {
        out.writeByte(SHORT);
        out.writeShort(number);
      }
      default -> throw new IllegalArgumentException("No bytes for a " + value.getClass());
    }
  }

  private static @Nullable Object read(DataInput in) throws IOException {
    int type = in.readByte();
    return switch (type) {
      case NULL -> null;
      case LONG -> in.readLong();
      case INTEGER -> in.readInt();
      case TEXT -> new String(readBytes(in), StandardCharsets.UTF_8);
      case BYTES -> readBytes(in);
      case INSTANT -> Instant.ofEpochSecond(in.readLong(), in.readInt());
      case BOOLEAN -> in.readBoolean();
      case SHORT -> in.readShort();
      default -> throw new IOException("Unknown type of a value: " + type);
    };
  }

  private static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
