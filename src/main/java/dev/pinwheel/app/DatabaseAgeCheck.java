package dev.pinwheel.app;

import dev.pinwheel.store.Database;
import dev.pinwheel.store.IncarnationStore;
import dev.pinwheel.store.h2.AgeMark;
import dev.pinwheel.store.h2.DatabaseAge;
import dev.pinwheel.store.h2.DatabaseLock;
import dev.pinwheel.store.h2.H2File;
import dev.pinwheel.store.journal.Recovery;
import dev.pinwheel.store.journal.UnusableJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Before the migrations: locks a database of H2 for as long as the server lives, and refuses one
 * that has lost acknowledged commits, unless that is accepted, or is what {@code
 * durability=process} allows after the machine went down.
 */
@Component
final class DatabaseAgeCheck implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DatabaseAgeCheck.class);

  static final String ACCEPT_PROPERTY = "pinwheel.accept-data-loss";
  private static final String ACTION =
      "Restore a backup: ./pinwheel restore FILE. Or go on without what was acknowledged since"
          + " then: start once with --pinwheel.accept-data-loss";
  private static final String RESTORED_PROPERTY = "pinwheel.restored";

  private final DataSource dataSource;
  private final Optional<Path> file;
  private final boolean isAccepted;
  private final boolean isRestored;
  private final boolean mayLoseOnReboot;
  private @Nullable DatabaseLock lock;
  private @Nullable Long lost;

  DatabaseAgeCheck(DataSource dataSource, Environment environment) {
    this.dataSource = dataSource;
    this.file = H2File.find(environment.getRequiredProperty("spring.datasource.url"));
    this.isAccepted = isGiven(environment, ACCEPT_PROPERTY);
    this.isRestored = isGiven(environment, RESTORED_PROPERTY);
    this.mayLoseOnReboot =
        environment.getRequiredProperty("pinwheel.durability").equalsIgnoreCase("process");
  }

  /** {@code --name} alone gives it an empty value. */
  private static boolean isGiven(Environment environment, String name) {
    String value = environment.getRequiredProperty(name);
    return value.isEmpty() || Boolean.parseBoolean(value);
  }

  /** To be called before the migrations. */
  void check() {
    file.ifPresent(database -> {
      lock(database);
      check(database);
      deleteJournal(database);
    });
  }

  private void lock(Path database) {
    try {
      lock = DatabaseLock.take(database);
    } catch (IOException e) {
      // Why its directory cannot be written, H2 says in a moment.
      log.warn("Could not lock {} for this server alone ({})", database, e.toString());
    } catch (SQLException e) {
      throw new IllegalStateException("Another process uses " + database, e);
    }
  }

  /** Gives up the lock. H2 keeps its own until it has closed the file. */
  @Override
  public void close() {
    DatabaseLock held = lock;
    if (held != null) {
      held.close();
    }
  }

  /** Begins another incarnation (N7), if the database lost commits or was restored. */
  void beginIncarnation(Database database) {
    Long position = lost;
    if (position != null) {
      new IncarnationStore().begin(database, IncarnationStore.Cause.LOSS, position);
    } else if (isRestored) {
      log.warn(
          "The database continues as another incarnation, because {} is set", RESTORED_PROPERTY);
      new IncarnationStore().begin(database, IncarnationStore.Cause.RESTORE, 0);
    }
  }

  private void check(Path database) {
    applyJournal(database);
    try {
      switch (DatabaseAge.of(database, dataSource)) {
        case DatabaseAge.Sound sound -> {}
        case DatabaseAge.Unmarked unmarked -> {}
        case DatabaseAge.UnreadableMark damaged ->
            log.warn(
                "The mark of the database is damaged: {}. Whether the database is complete is not known; a new mark is written",
                damaged.reason());
        case DatabaseAge.Older older -> older(database, older);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Could not open the database " + database, e);
    }
  }

  /** Before anything else opens the database. */
  private void applyJournal(Path database) {
    try {
      Recovery.beforeStart(database, knownPosition(database), dataSource::getConnection);
    } catch (UnusableJournal unusable) {
      if (!isAccepted && !(mayLoseOnReboot && isAfterReboot(database))) {
        throw new StartRefused(unusable.getMessage(), ACTION);
      }
      log.warn("{} Its journal is set aside", unusable.getMessage());
      raiseMark(database, unusable.number());
      setJournalAside(database);
      lost = unusable.number();
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("Could not apply the journal of " + database, e);
    }
  }

  /** The last commit that the mark names; {@link Recovery#NO_COMMIT} when there is none. */
  private static long knownPosition(Path database) {
    try {
      return AgeMark.read(database).map(AgeMark::position).orElse(Recovery.NO_COMMIT);
    } catch (AgeMark.Unreadable e) {
      return Recovery.NO_COMMIT;
    }
  }

  /** Should the process end before another incarnation begins, the next start knows of the loss. */
  private static void raiseMark(Path database, long number) {
    try {
      Optional<AgeMark> mark = AgeMark.read(database);
      if (mark.isPresent() && mark.get().position() < number) {
        new AgeMark(number, mark.get().writtenAt(), mark.get().boot()).write(database);
      }
    } catch (AgeMark.Unreadable | IOException e) {
      log.warn("Could not write the mark of {} ({})", database, e.toString());
    }
  }

  private static boolean isAfterReboot(Path database) {
    try {
      return AgeMark.read(database).filter(AgeMark::isBeforeReboot).isPresent();
    } catch (AgeMark.Unreadable e) {
      return false;
    }
  }

  private static void deleteJournal(Path database) {
    try {
      Recovery.deleteJournal(database);
    } catch (IOException e) {
      throw new IllegalStateException("Could not delete the journal of " + database, e);
    }
  }

  private static void setJournalAside(Path database) {
    try {
      Recovery.setAside(database);
    } catch (IOException e) {
      throw new IllegalStateException("Could not rename the journal of " + database, e);
    }
  }

  private void older(Path database, DatabaseAge.Older older) {
    String sentence = sentence(database, older);
    if (isAccepted) {
      log.warn("{} This is accepted, because {} is set", sentence, ACCEPT_PROPERTY);
    } else if (older.exists() && mayLoseOnReboot && older.mark().isBeforeReboot()) {
      log.warn(
          "{} The machine was restarted since then, and with pinwheel.durability=process the last commits before the restart may be lost",
          sentence);
    } else {
      throw new StartRefused(sentence, ACTION);
    }
    Long known = lost;
    lost = Math.max(known == null ? 0 : known, older.mark().position());
  }

  /** What was expected and what was found. */
  private static String sentence(Path database, DatabaseAge.Older older) {
    AgeMark mark = older.mark();
    String expected =
        "Expected %s to hold at least commit %d of %s, as its mark %s says, but "
            .formatted(
                database,
                mark.position(),
                mark.writtenAt(),
                AgeMark.fileOf(database).getFileName());
    return expected
        + (older.exists()
            ? "its last one is %d: the file is truncated, or an older copy."
                .formatted(older.position())
            : "there is no such file.");
  }

  /** A number that the database had given out before it lost commits; empty when it lost none. */
  Optional<Long> lost() {
    return Optional.ofNullable(lost);
  }
}
