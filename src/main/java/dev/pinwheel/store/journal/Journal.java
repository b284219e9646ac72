package dev.pinwheel.store.journal;

import dev.pinwheel.store.h2.DirectorySync;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was committed since the file of H2 was synced last: files beside it, {@code
 * pinwheel.journal.1} and so on. Empty, that is without any file, after a clean stop. Not
 * thread-safe.
 */
public final class Journal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private static final String INFIX = ".journal.";

  /** The bytes from which on it should begin anew: so much has to be applied after a crash. */
  private static final long LONG = 16L << 20;

  private final Path database;
  private final boolean isSynced;
  private @Nullable JournalFile file;

  /**
   * @param database the file of H2
   * @param isSynced whether what is acknowledged survives a power cut
   */
  public Journal(Path database, boolean isSynced) {
    this.database = database;
    this.isSynced = isSynced;
  }

  /** Whether what it holds survives a power cut. */
  public boolean isSynced() {
    return isSynced;
  }

  /** Part of a record may be in a file, and what is appended after it would not be found. */
  public static final class Unrepairable extends IOException {

    private static final long serialVersionUID = 1L;

    Unrepairable(IOException cause) {
      super("A record could not be written, nor taken back", cause);
    }
  }

  /** The files of the journal beside a file of H2, the oldest first. */
  public static List<Path> filesOf(Path database) throws IOException {
    String prefix = prefix(database);
    Path directory = database.toAbsolutePath().resolveSibling("");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> numberOf(prefix, file) > 0)
          .sorted(Comparator.comparingLong(file -> numberOf(prefix, file)))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String prefix(Path database) {
    String name = database.getFileName().toString();
    return name.substring(0, name.indexOf('.')) + INFIX;
  }

  /** 0 for a file that is none of the journal. */
  private static long numberOf(String prefix, Path file) {
    String name = file.getFileName().toString();
    String number = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
    return number.matches("[1-9][0-9]{0,17}") ? Long.parseLong(number) : 0;
  }

  /**
   * The file that holds what H2 may lack; empty when there is none. A newer one is begun when H2
   * has all that the older ones hold, and they are deleted when its header is there.
   *
   * @throws UnusableJournal when its header is damaged
   */
  static Optional<Path> currentFileOf(Path database) throws IOException {
    for (Path file : filesOf(database).reversed()) {
      switch (JournalReader.beginningOf(file)) {
        case WHOLE -> {
          return Optional.of(file);
        }
        case UNFINISHED -> {}
        case DAMAGED ->
            throw new UnusableJournal(
                "Expected the journal %s to begin with its header, but it does not: it is damaged, or no journal."
                    .formatted(file),
                Recovery.NO_COMMIT);
      }
    }
    return Optional.empty();
  }

  /** The file of H2 that it belongs to. */
  public Path database() {
    return database;
  }

  /** The files that it has now, the oldest first. */
  public List<Path> files() throws IOException {
    return filesOf(database);
  }

  /** The file of H2 as it is now; to be asked before it is synced. */
  public SyncedPart databasePart() throws IOException {
    return isSynced ? SyncedPart.of(database) : SyncedPart.UNCUT;
  }

  /**
   * Begins anew, because H2 holds everything and its file is synced as far as this journal's
   * durability demands.
   *
   * @param header what it belongs to
   * @param synced what of H2's file holds everything and is synced: recovery begins with that;
   *     {@link SyncedPart#UNCUT} when another file may take its place
   * @param number of the last commit
   */
  public void begin(JournalHeader header, SyncedPart synced, long number) throws IOException {
    List<Path> former = files();
    JournalFile before = file;
    String prefix = prefix(database);
    long next = former.isEmpty() ? 1 : numberOf(prefix, former.getLast()) + 1;
    file = fresh(database.resolveSibling(prefix + next), header, synced, number);
    if (before != null) {
      before.close();
    }
    delete(former);
  }

  private void delete(List<Path> files) throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
    if (isSynced && !files.isEmpty()) {
      DirectorySync.syncAround(database);
    }
  }

  private JournalFile fresh(Path file, JournalHeader header, SyncedPart synced, long number)
      throws IOException {
    JournalFile fresh = null;
    try {
      fresh = JournalFile.create(file, header);
      if (isSynced) {
        fresh.appendSynced(synced, number);
        fresh.force();
        DirectorySync.syncAround(database);
      }
      return fresh;
    } catch (IOException e) {
      if (fresh != null) {
        fresh.close();
      }
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /**
   * Appends a group; when this throws, nothing of it is there.
   *
   * @throws Unrepairable when that is not certain
   */
  public void append(ChangeGroup group) throws IOException {
    current().append(group);
  }

  /**
   * Takes back the group that was appended last; it is not there any more, also after a power cut.
   */
  public void takeBack() throws IOException {
    current().takeBackLast();
    force();
  }

  /** Syncs what was appended, if what is acknowledged has to survive a power cut. */
  public void force() throws IOException {
    if (isSynced) {
      current().force();
    }
  }

  /**
   * H2 has committed something that is not in the journal, and its file was synced after that.
   *
   * @param synced what of its file holds everything and is synced
   * @param number of its last commit
   */
  public void databaseSynced(SyncedPart synced, long number) throws IOException {
    if (isSynced) {
      current().appendSynced(synced, number);
      current().force();
    }
  }

  /** Whether it is time to begin anew. */
  public boolean isLong() {
    return current().size() > LONG;
  }

  private JournalFile current() {
    JournalFile current = file;
    if (current == null) {
      throw new IllegalStateException("The journal was not begun");
    }
    return current;
  }

  /** Closes it as it is: its files stay. */
  @Override
  public void close() {
    JournalFile current = file;
    file = null;
    if (current == null) {
      return;
    }
    try {
      current.close();
    } catch (IOException e) {
      LOG.debug("Could not close {}", current.file(), e);
    }
  }

  /** Closes it and deletes its files, because H2 holds everything and its file is synced. */
  public void closeEmpty() throws IOException {
    close();
    delete(files());
  }
}
