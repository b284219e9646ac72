package dev.pinwheel.app;

import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** The tables of the database are of a version of Pinwheel that is too new for this one (N5). */
final class NewerSchema extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int TOLERATED = 1;

  private NewerSchema(String newest) {
    super("The newest migration of the database is %s".formatted(newest));
  }

  /**
   * Returns when this version can work with the tables: they are at most one migration ahead.
   *
   * @throws NewerSchema otherwise
   */
  static void check(Flyway flyway) {
    List<MigrationInfo> unknown =
        Arrays.stream(flyway.info().applied())
            .filter(migration -> !migration.getState().isResolved())
            .toList();
    if (unknown.size() > TOLERATED) {
      throw new NewerSchema(String.valueOf(unknown.getLast().getVersion()));
    }
  }
}
