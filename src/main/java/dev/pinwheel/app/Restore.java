package dev.pinwheel.app;

import com.zaxxer.hikari.HikariDataSource;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.IncarnationStore;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.backup.BackupReader;
import dev.pinwheel.store.check.RestoreCheck;
import dev.pinwheel.store.h2.AgeMark;
import dev.pinwheel.store.h2.DatabaseAge;
import dev.pinwheel.store.h2.DatabaseLock;
import dev.pinwheel.store.h2.H2File;
import dev.pinwheel.store.journal.Journal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * Puts a backup into a data directory (G4). Everything is unpacked, migrated and checked beside the
 * present content; only then it is moved to its place.
 */
final class Restore {

  private static final String DATABASE = "pinwheel";
  private static final String FILE = DATABASE + ".mv.db";
  private static final String BLOBS = "blobs";
  private static final String SCRATCH = ".restoring";
  private static final int SHOWN = 5;

  private final Path backup;
  private final Path data;
  private final boolean replace;
  private final InstantSource clock;
  private final Path scratch;

  Restore(Path backup, Path data, boolean replace, InstantSource clock) {
    this.backup = backup;
    this.data = data.toAbsolutePath().normalize();
    this.replace = replace;
    this.clock = clock;
    this.scratch = this.data.resolve(SCRATCH);
  }

  /**
   * Restores it.
   *
   * @return what was done, for people
   * @throws Refused when it cannot be done; the data directory is as it was
   */
  String run() throws Refused {
    try {
      DataDirectory.make(data);
      checkTarget();
      deleteScratch();
      Files.createDirectories(scratch);
      try {
        BackupReader.Restored restored = BackupReader.unpack(backup, scratch, FILE, BLOBS);
        checkContent(restored);
        Path before = moveIntoPlaceAlone();
        return "Restored the backup of %s into %s (%,d files of large values).%s"
            .formatted(
                restored.createdAt(),
                data,
                restored.files(),
                before == null ? "" : " What was there before is in " + before + ".");
      } finally {
        deleteScratch();
      }
    } catch (BackupReader.NoBackup e) {
      throw new Refused("%s cannot be restored: %s.".formatted(backup, e.getMessage()));
    } catch (IOException e) {
      throw new Refused("%s was not restored into %s: %s.".formatted(backup, data, e.toString()));
    }
  }

  private Refused inUse() {
    return new Refused("A server uses %s. Stop it before a backup is restored.".formatted(data));
  }

  private void checkTarget() throws Refused, IOException {
    Path file = data.resolve(FILE);
    if (isInUse(file) || isInUse(DatabaseLock.fileOf(file))) {
      throw inUse();
    }
    if (!replace && !present().isEmpty()) {
      throw new Refused(
          "Expected a data directory without a database, but %s has one. Choose another with --data, or replace it with --replace; it is kept."
              .formatted(data));
    }
  }

  /** Whether another process has locked a file. H2 does that, too. */
  private static boolean isInUse(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /** The parts of a database that are there. */
  private List<Path> present() throws IOException {
    Path file = data.resolve(FILE);
    return Stream.concat(
            Stream.of(file, AgeMark.fileOf(file), data.resolve(BLOBS)).filter(Files::exists),
            Journal.filesOf(file).stream())
        .toList();
  }

  private void checkContent(BackupReader.Restored restored) throws Refused, IOException {
    Path file = scratch.resolve(FILE);
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(H2File.url(scratch.resolve(DATABASE)));
      pool.setUsername("sa");
      pool.setAllowPoolSuspension(true);
      if (DatabaseAge.positionOf(pool) < restored.position()) {
        throw new Refused(
            "%s cannot be restored: its database lacks commits that were made before the backup; the file is damaged."
                .formatted(backup));
      }
      Flyway.configure().dataSource(pool).load().migrate();
      try (Database database =
          new Database(
              pool,
              SQLDialect.H2,
              clock,
              new EventBus(problem -> {
                throw problem;
              }),
              Durability.POWER)) {
        checkReferences(RestoreCheck.problemsOf(database, new Payloads(scratch.resolve(BLOBS))));
        database.keepMark(file);
        new IncarnationStore().begin(database, IncarnationStore.Cause.RESTORE, restored.position());
      }
    } catch (SQLException | FlywayException e) {
      throw new Refused(
          "%s cannot be restored: its database cannot be opened by this version of Pinwheel (%s)."
              .formatted(backup, e.getMessage()));
    }
  }

  private void checkReferences(List<String> problems) throws Refused {
    if (problems.isEmpty()) {
      return;
    }
    List<String> shown = new ArrayList<>(problems.subList(0, Math.min(SHOWN, problems.size())));
    if (problems.size() > SHOWN) {
      shown.add("And %d more.".formatted(problems.size() - SHOWN));
    }
    throw new Refused(
        "%s cannot be restored, because it contradicts itself. %s"
            .formatted(backup, String.join(" ", shown)));
  }

  /** No server may start meanwhile. */
  private @Nullable Path moveIntoPlaceAlone() throws Refused, IOException {
    DatabaseLock lock = null;
    try {
      lock = DatabaseLock.take(data.resolve(FILE));
    } catch (SQLException e) {
      throw inUse();
    } catch (IOException unlockable) {
      // Some network file systems have no locks; a server warns of that.
    }
    try (DatabaseLock held = lock) {
      return moveIntoPlace();
    }
  }

  /** The directory with what was there before; null when there was nothing. */
  private @Nullable Path moveIntoPlace() throws IOException {
    List<Path> present = present();
    Path before = null;
    if (!present.isEmpty()) {
      before =
          data.resolve("before-restore-" + clock.instant().toString().replaceAll("[^0-9TZ-]", "-"));
      Files.createDirectories(before);
      for (Path old : present) {
        Files.move(old, before.resolve(old.getFileName()));
      }
    }
    Path file = scratch.resolve(FILE);
    // The database comes last: without it, a start after an interrupted restore has nothing.
    for (Path part : List.of(scratch.resolve(BLOBS), AgeMark.fileOf(file), file)) {
      Files.move(part, data.resolve(part.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
    try (FileChannel directory = FileChannel.open(data, StandardOpenOption.READ)) {
      directory.force(true);
    }
    return before;
  }

  private void deleteScratch() throws IOException {
    if (Files.notExists(scratch)) {
      return;
    }
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Why a backup is not restored, in a sentence; the data directory is as it was. */
  static final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    Refused(String sentence) {
      super(sentence);
    }
  }
}
