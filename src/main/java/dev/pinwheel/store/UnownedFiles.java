package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.BLOB;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes files, and pieces in the database, of very large values that no row refers to (G3): a day
 * after the first look that found none, so that a copy of the rows that was made before still has
 * its files, and never while a backup is made. Confined to one thread at a time.
 */
public final class UnownedFiles {

  private static final Logger LOG = LoggerFactory.getLogger(UnownedFiles.class);

  private static final int NAMES_PER_STATEMENT = 500;
  private static final Duration REMAINS = Duration.ofDays(1);

  private final Database database;
  private final Payloads payloads;
  private final Map<String, Instant> unownedSince = new HashMap<>();

  public UnownedFiles(Database database, Payloads payloads) {
    this.database = database;
    this.payloads = payloads;
  }

  /** Removes those that have been without a row for a day; answers how many. */
  public int remove(Instant now) {
    return removePieces() + removeFiles(now);
  }

  private int removePieces() {
    try {
      return payloads.removeUnownedPieces(REMAINS);
    } catch (DataAccessException e) {
      LOG.warn("Could not remove unreferenced large values; they stay for now", e);
      return 0;
    }
  }

  private int removeFiles(Instant now) {
    Set<String> names = new TreeSet<>();
    try {
      payloads.files().list().forEach(file -> names.add(nameOf(file)));
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("Could not list the files of large values; they stay for now", e);
      return 0;
    }
    names.removeAll(owned(List.copyOf(names)));
    unownedSince.keySet().retainAll(names);
    int removed = 0;
    for (String name : names) {
      Instant since = unownedSince.computeIfAbsent(name, key -> now);
      if (!since.plus(REMAINS).isAfter(now) && tryDelete(name)) {
        unownedSince.remove(name);
        removed++;
      }
    }
    return removed;
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  private Set<String> owned(List<String> names) {
    return owned(database, names);
  }

  /** Those of the files that a row refers to. */
  static Set<String> owned(Database database, List<String> names) {
    Set<String> owned = new HashSet<>();
    for (int from = 0; from < names.size(); from += NAMES_PER_STATEMENT) {
      List<String> some = names.subList(from, Math.min(names.size(), from + NAMES_PER_STATEMENT));
      owned.addAll(
          database.<List<String>>read(
              dsl -> dsl.select(BLOB.FILE).from(BLOB).where(BLOB.FILE.in(some)).fetch(BLOB.FILE)));
    }
    return owned;
  }

  private boolean tryDelete(String name) {
    try {
      return payloads.tryDelete(List.of(name));
    } catch (UncheckedIOException e) {
      LOG.warn("Could not delete an unreferenced file", e);
      return false;
    }
  }
}
