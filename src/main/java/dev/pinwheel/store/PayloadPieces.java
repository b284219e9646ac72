package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.BLOB;
import static dev.pinwheel.store.jooq.Tables.PAYLOAD_PIECE;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Very large values in PostgreSQL, in rows of at most 1 MiB, written by a connection of its own
 * before the command that refers to them. Thread-safe.
 */
final class PayloadPieces {

  static final int PIECE = 1024 * 1024;

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

  /** Removes those that no row refers to; answers how many. */
  int removeUnowned(Instant storedBefore) {
    return (int)
        dsl
            .deleteFrom(PAYLOAD_PIECE)
            .where(PAYLOAD_PIECE.STORED_AT.lt(storedBefore))
            .and(DSL.notExists(DSL.selectOne().from(BLOB).where(BLOB.FILE.eq(PAYLOAD_PIECE.NAME))))
            .returningResult(PAYLOAD_PIECE.NUMBER)
            .fetch(PAYLOAD_PIECE.NUMBER)
            .stream()
            .filter(number -> number == 0)
            .count();
  }
}
