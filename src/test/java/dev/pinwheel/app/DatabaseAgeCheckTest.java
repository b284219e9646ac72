package dev.pinwheel.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.event.EventBus;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.h2.AgeMark;
import dev.pinwheel.store.h2.DatabaseLock;
import dev.pinwheel.store.h2.H2File;
import dev.pinwheel.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What a start does with a database that has lost commits. */
class DatabaseAgeCheckTest {

  @TempDir private Path directory;
  private Path file;

  /** A database that lacks its second commit. */
  @BeforeEach
  void lose() throws IOException {
    file = directory.resolve("pinwheel.mv.db");
    commit();
    Path earlier = Files.copy(file, directory.resolve("earlier"));
    commit();
    Files.copy(earlier, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void commit() {
    try (TestDatabase opened = TestDatabase.openFile(directory.resolve("pinwheel"));
        Database database =
            new Database(
                opened.dataSource(),
                opened.dialect(),
                Clock.systemUTC(),
                new EventBus(problem -> {}),
                Durability.POWER)) {
      database.keepMark(file);
      database.<Boolean>transact(tx -> {
        tx.countWrite();
        return true;
      });
    }
  }

  private DatabaseAgeCheck start(String accept, String durability) {
    StandardEnvironment environment = new StandardEnvironment();
    String url = H2File.url(directory.resolve("pinwheel"));
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of(
                    "spring.datasource.url", url,
                    "pinwheel.accept-data-loss", accept,
                    "pinwheel.restored", "",
                    "pinwheel.durability", durability)));
    JdbcConnectionPool connections = JdbcConnectionPool.create(url, "sa", "");
    try (DatabaseAgeCheck check = new DatabaseAgeCheck(connections, environment)) {
      check.check();
      Flyway.configure().dataSource(connections).load().migrate();
      return check;
    } finally {
      connections.dispose();
    }
  }

  /** As if the machine had been started anew since the mark was written. */
  private void reboot() throws IOException {
    Path mark = AgeMark.fileOf(file);
    String content =
        Files.readString(mark)
            .replaceFirst("boot=.*", "boot=another")
            .replaceFirst("checksum.*\n", "");
    CRC32 checksum = new CRC32();
    checksum.update(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Files.writeString(mark, content + "checksum=%08x\n".formatted(checksum.getValue()));
  }

  @Test
  void isRefusedInASentenceThatNamesRestore() {
    assertThatThrownBy(() -> start("false", "power"))
        .isInstanceOf(StartRefused.class)
        .hasMessageMatching(
            "Expected .*pinwheel.mv.db to hold at least commit \\d+ of .*Z, as its mark pinwheel.mark says, but its last one is \\d+: the file is truncated, or an older copy\\.")
        .satisfies(refused ->
            assertThat(requireNonNull(new StartRefused.Analyzer().analyze(refused)).getAction())
                .contains("./pinwheel restore FILE", "--pinwheel.accept-data-loss"));
  }

  /** Also while H2 has closed its file for a moment, as when its disk is full (N6). */
  @Test
  void isRefusedWhileAnotherServerUsesIt() throws IOException, SQLException {
    try (DatabaseLock held = DatabaseLock.take(file)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> start("true", "power"))
          .rootCause()
          .isInstanceOfSatisfying(
              SQLException.class,
              cause ->
                  assertThat(cause.getErrorCode()).isEqualTo(ErrorCode.DATABASE_ALREADY_OPEN_1));
    }
  }

  @Test
  void isOpenedWhenTheLossIsAccepted() {
    assertThat(start("true", "power").lost()).isPresent();
    assertThat(start("", "power").lost()).as("--pinwheel.accept-data-loss alone").isPresent();
  }

  @Test
  void mayHaveLostCommitsOfTheProcessWithTheMachine() throws IOException {
    assertThatThrownBy(() -> start("false", "process")).isInstanceOf(StartRefused.class);
    if (Files.notExists(Path.of("/proc/sys/kernel/random/boot_id"))) {
      // This system does not tell when it was started.
      return;
    }
    reboot();

    assertThat(start("false", "process").lost()).isPresent();
    assertThatThrownBy(() -> start("false", "power")).isInstanceOf(StartRefused.class);
  }

  @Test
  void aMissingFileIsNotReplacedByAnEmptyOne() throws IOException {
    Files.delete(file);

    assertThatThrownBy(() -> start("false", "process"))
        .isInstanceOf(StartRefused.class)
        .hasMessageEndingWith("but there is no such file.");
    assertThat(file).doesNotExist();
    assertThat(start("true", "power").lost()).isPresent();
    assertThat(file).exists();
  }

  /** {@code --pinwheel.restored} alone. */
  @Test
  void aDatabaseThatWasRestoredGoesOnAsAnotherIncarnation() throws IOException {
    Files.delete(AgeMark.fileOf(file));
    DatabaseAgeCheck check = start("false", "power");
    try (TestDatabase opened = TestDatabase.openFile(directory.resolve("pinwheel"));
        Database database =
            new Database(
                opened.dataSource(),
                opened.dialect(),
                Clock.systemUTC(),
                new EventBus(problem -> {}),
                Durability.POWER)) {
      check.beginIncarnation(database);

      assertThat(
              database.<String>read(
                  dsl -> dsl.fetchSingle("select cause from incarnation").get(0, String.class)))
          .isEqualTo("restore");
    }
  }

  @Test
  void withoutOrWithADamagedMarkItStarts() throws IOException {
    Files.writeString(AgeMark.fileOf(file), "x");
    assertThat(start("false", "power").lost()).isEmpty();

    Files.delete(AgeMark.fileOf(file));
    assertThat(start("false", "power").lost()).isEmpty();
  }
}
