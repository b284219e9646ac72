package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.event.EventBus;
import dev.pinwheel.store.h2.AgeMark;
import dev.pinwheel.store.h2.DatabaseAge;
import dev.pinwheel.testing.BreakingDataSource;
import dev.pinwheel.testing.TestDatabase;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mark beside a file of H2 tells when the file has lost acknowledged commits. */
class DatabaseAgeTest {

  private static final int COMMITS = 40;
  private static final int CUTS = 25;

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("pinwheel.mv.db");
  }

  private TestDatabase open() {
    return TestDatabase.openFile(directory.resolve("pinwheel"));
  }

  private static Database connect(TestDatabase database) {
    return new Database(
        database.dataSource(),
        database.dialect(),
        Clock.systemUTC(),
        new EventBus(problem -> {}),
        Durability.POWER);
  }

  /** Commits as a server does, and stops in order. */
  private void write(int from, int count) {
    try (TestDatabase opened = open();
        Database database = connect(opened)) {
      database.keepMark(file);
      for (int i = from; i < from + count; i++) {
        insert(database, i);
      }
    }
  }

  private static void insert(Database database, int id) {
    database.<Integer>transact(tx -> {
      tx.countWrite();
      return tx.dsl()
          .execute(
              "insert into workspace (id, name, active_name, state, created_at, created_by)"
                  + " values (?, ?, ?, 'active', current_timestamp, 'local')",
              id,
              "w" + id,
              "w" + id);
    });
  }

  private DatabaseAge age() throws SQLException {
    JdbcConnectionPool connections =
        JdbcConnectionPool.create(
            dev.pinwheel.store.h2.H2File.url(directory.resolve("pinwheel")), "sa", "");
    try {
      return DatabaseAge.of(file, connections);
    } finally {
      connections.dispose();
    }
  }

  private int rows() {
    try (TestDatabase opened = open();
        Database database = connect(opened)) {
      return database.read(dsl -> dsl.fetchCount(WORKSPACE));
    }
  }

  @Test
  void aDatabaseThatWasStoppedIsSound() throws SQLException {
    write(1, COMMITS);
    assertThat(age()).isEqualTo(new DatabaseAge.Sound());

    write(COMMITS + 1, 1);
    assertThat(age()).isEqualTo(new DatabaseAge.Sound());
  }

  /** Wherever it is cut: H2 refuses it, or the mark does, or nothing is missing. */
  @Test
  void aTruncatedFileIsNeverTakenForTheWholeOne() throws IOException {
    write(1, COMMITS);
    Path whole = Files.copy(file, directory.resolve("whole"));
    long size = Files.size(whole);
    int older = 0;
    for (int cut = 0; cut < CUTS; cut++) {
      Files.copy(whole, file, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(size * cut / CUTS);
      }
      try {
        DatabaseAge age = age();
        if (age instanceof DatabaseAge.Older found) {
          older++;
          assertThat(found.position()).isLessThan(found.mark().position());
        } else {
          assertThat(age).isEqualTo(new DatabaseAge.Sound());
          assertThat(rows()).as("cut at %d of %d", cut, CUTS).isEqualTo(COMMITS);
        }
      } catch (SQLException e) {
        assertThat(e.getErrorCode()).isEqualTo(ErrorCode.FILE_CORRUPTED_1);
      }
    }
    assertThat(older).as("of %d truncated files", CUTS).isGreaterThan(CUTS / 2);
  }

  @Test
  void anOlderCopyIsOlder() throws IOException, SQLException {
    write(1, 1);
    Path earlier = Files.copy(file, directory.resolve("earlier"));
    write(2, 1);
    Files.copy(earlier, file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(age())
        .isInstanceOfSatisfying(
            DatabaseAge.Older.class,
            older -> {
              assertThat(older.exists()).isTrue();
              assertThat(older.position()).isPositive().isLessThan(older.mark().position());
            });
  }

  @Test
  void aCopyWithItsOwnMarkIsSound() throws IOException, SQLException {
    write(1, 1);
    Path earlier = Files.copy(file, directory.resolve("earlier"));
    Path mark = Files.copy(AgeMark.fileOf(file), directory.resolve("earlier.mark"));
    write(2, 1);
    Files.copy(earlier, file, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(mark, AgeMark.fileOf(file), StandardCopyOption.REPLACE_EXISTING);

    assertThat(age()).isEqualTo(new DatabaseAge.Sound());
  }

  @Test
  void aMarkWithoutItsFileIsNoticedAndMakesNoFile() throws IOException, SQLException {
    write(1, 1);
    Files.delete(file);

    assertThat(age())
        .isInstanceOfSatisfying(
            DatabaseAge.Older.class, older -> assertThat(older.exists()).isFalse());
    assertThat(file).doesNotExist();
  }

  @Test
  void anEmptyFileIsOlder() throws IOException, SQLException {
    write(1, 1);
    Files.write(file, new byte[0]);

    assertThat(age()).isInstanceOf(DatabaseAge.Older.class);
  }

  @Test
  void aFileWithoutAMarkIsUnmarked() throws IOException, SQLException {
    assertThat(age()).isEqualTo(new DatabaseAge.Unmarked());
    assertThat(file).doesNotExist();
    write(1, 1);
    Files.delete(AgeMark.fileOf(file));

    assertThat(age()).isEqualTo(new DatabaseAge.Unmarked());
  }

  @Test
  void whatNobodyWroteIsNoMark() throws IOException, SQLException {
    write(1, 1);
    String mark = Files.readString(AgeMark.fileOf(file));
    for (String damaged :
        new String[] {
          "",
          "\0\0\0",
          mark.substring(0, mark.length() / 2),
          mark.replaceFirst("position=\\d", "position=9"),
          mark.replaceFirst("position=.*", "position=many"),
          mark.replaceFirst("written=.*", "written=yesterday"),
          mark + "x"
        }) {
      Files.writeString(AgeMark.fileOf(file), damaged);

      assertThat(age()).as(damaged).isInstanceOf(DatabaseAge.UnreadableMark.class);
    }
  }

  /** After a power cut the database may lack it, although it was committed. */
  @Test
  void aCommitThatIsNotSyncedIsInNoMark() throws SQLException, AgeMark.Unreadable {
    write(1, 1);
    AgeMark before = AgeMark.read(file).orElseThrow();
    try (TestDatabase opened = open()) {
      BreakingDataSource breaking = new BreakingDataSource(opened.dataSource());
      try (Database database = connect(opened.through(breaking.dataSource()))) {
        database.keepMark(file);
        database.onServerStop((reason, cause) -> {});
        breaking.breakOn("checkpoint sync");

        assertThatThrownBy(() -> insert(database, 2)).isInstanceOf(CommitUnknown.class);
      }
    }

    assertThat(AgeMark.read(file)).hasValue(before);
  }
}
