package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.BLOB;
import static dev.pinwheel.store.jooq.Tables.PAYLOAD_PIECE;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;

/**
 * Very large values in PostgreSQL, in rows of at most 1 MiB, written by a connection of its own
 * before the command that refers to them. Thread-safe.
 */
final class PayloadPieces {

  static final int PIECE = 1024 * 1024;

  private static final int VALUES_PER_STATEMENT = 100;

  private final DSLContext dsl;

  PayloadPieces(DataSource dataSource) {
    this.dsl = DSL.using(dataSource, SQLDialect.POSTGRES);
  }

  /**
   * @throws DataAccessException when the database does not take it; nothing of it is stored then
   */
  void write(String name, byte[] content) {
    dsl.transaction(transaction -> {
      for (int number = 0; number * (long) PIECE < content.length; number++) {
        int from = number * PIECE;
        transaction
            .dsl()
            .insertInto(PAYLOAD_PIECE)
            .set(PAYLOAD_PIECE.NAME, name)
            .set(PAYLOAD_PIECE.NUMBER, number)
            .set(
                PAYLOAD_PIECE.CONTENT,
                Arrays.copyOfRange(content, from, Math.min(content.length, from + PIECE)))
            .set(PAYLOAD_PIECE.STORED_AT, DSL.currentInstant())
            .execute();
      }
    });
  }

  /** Whether there is one of this name, which is whole then. */
  boolean has(String name) {
    return dsl.fetchExists(PAYLOAD_PIECE, PAYLOAD_PIECE.NAME.eq(name));
  }

  /** The value; empty when there is none of this name. */
  static Optional<byte[]> find(DSLContext reading, String name) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (var pieces =
        reading
            .select(PAYLOAD_PIECE.CONTENT)
            .from(PAYLOAD_PIECE)
            .where(PAYLOAD_PIECE.NAME.eq(name))
            .orderBy(PAYLOAD_PIECE.NUMBER)
            .fetchLazy()) {
      pieces.forEach(piece -> content.writeBytes(piece.value1()));
    }
    return content.size() == 0 ? Optional.empty() : Optional.of(content.toByteArray());
  }

  /** In bytes; empty when there is none of this name. */
  static Optional<Long> sizeOf(DSLContext reading, String name) {
    return reading
        .select(DSL.sum(DSL.field("octet_length({0})", SQLDataType.BIGINT, PAYLOAD_PIECE.CONTENT)))
        .from(PAYLOAD_PIECE)
        .where(PAYLOAD_PIECE.NAME.eq(name))
        .fetchOptional(row -> row.value1() == null ? null : row.value1().longValue());
  }

  /**
   * Removes those that no row refers to, some at a time; answers how many.
   *
   * @param age how long ago, by the clock of the database, they were stored at least
   */
  int removeUnowned(Duration age) {
    int removed = 0;
    List<String> names;
    do {
      names =
          dsl.select(PAYLOAD_PIECE.NAME)
              .from(PAYLOAD_PIECE)
              .where(PAYLOAD_PIECE.NUMBER.eq(0))
              .and(PAYLOAD_PIECE.STORED_AT.lt(before(age)))
              .and(unowned())
              .limit(VALUES_PER_STATEMENT)
              .fetch(PAYLOAD_PIECE.NAME);
      dsl.deleteFrom(PAYLOAD_PIECE).where(PAYLOAD_PIECE.NAME.in(names)).and(unowned()).execute();
      removed += names.size();
    } while (names.size() == VALUES_PER_STATEMENT);
    return removed;
  }

  private static Condition unowned() {
    return DSL.notExists(DSL.selectOne().from(BLOB).where(BLOB.FILE.eq(PAYLOAD_PIECE.NAME)));
  }

  private static Field<Instant> before(Duration age) {
    return DSL.field(
        "{0} - {1}", SQLDataType.INSTANT, DSL.currentInstant(), DSL.val(DayToSecond.valueOf(age)));
  }
}
