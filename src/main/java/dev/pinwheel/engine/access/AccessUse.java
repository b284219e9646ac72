package dev.pinwheel.engine.access;

import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.store.ActivityStore.Entry;
import dev.pinwheel.store.ActivityStore.Refused;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was used and refused since it was written down last: tokens, sign-ins, and refusals, which
 * are grouped by identity and minute (A6). Bounded. Thread-safe.
 */
public final class AccessUse {

  /** Refusals of more kinds at a time are not recorded. */
  private static final int MOST_KINDS = 1_000;

  private record Kind(Entry entry, Instant minute) {}

  private final Map<Long, Instant> tokens = new HashMap<>();
  private final Map<Long, Instant> signIns = new HashMap<>();
  private final Map<Kind, Refused> refused = new LinkedHashMap<>();

  /** A token was used. */
  public synchronized void token(long token, Instant at) {
    tokens.put(token, at);
  }

  /** Somebody did something in a browser. */
  public synchronized void signIn(long signIn, Instant at) {
    signIns.put(signIn, at);
  }

  /** Something was refused. */
  public synchronized void refused(Entry entry, Instant at) {
    Kind kind = new Kind(entry, at.truncatedTo(ChronoUnit.MINUTES));
    Refused before = refused.get(kind);
    if (before == null && refused.size() >= MOST_KINDS) {
      return;
    }
    refused.put(
        kind,
        before == null
            ? new Refused(entry, at, at, 1)
            : new Refused(before.entry(), before.from(), at, before.occurrences() + 1));
  }

  /**
   * Everything, which is forgotten here.
   *
   * @param until refusals of this minute and later ones stay, because more may come
   */
  public synchronized AccessCommand.KeepAccess take(Instant until, Instant unusedSince) {
    List<Refused> complete = new ArrayList<>();
    Instant minute = until.truncatedTo(ChronoUnit.MINUTES);
    refused
        .entrySet()
        .removeIf(group -> {
          boolean isComplete = group.getKey().minute().isBefore(minute);
          if (isComplete) {
            complete.add(group.getValue());
          }
          return isComplete;
        });
    AccessCommand.KeepAccess taken =
        new AccessCommand.KeepAccess(tokens, signIns, complete, unusedSince);
    tokens.clear();
    signIns.clear();
    return taken;
  }

  /** What was taken could not be written down: it is taken again, with what has come since. */
  public synchronized void giveBack(AccessCommand.KeepAccess taken) {
    taken.tokensUsed().forEach(tokens::putIfAbsent);
    taken.signInsUsed().forEach(signIns::putIfAbsent);
    for (Refused one : taken.refused()) {
      refused.putIfAbsent(new Kind(one.entry(), one.from().truncatedTo(ChronoUnit.MINUTES)), one);
    }
  }

  public synchronized boolean isEmpty() {
    return tokens.isEmpty() && signIns.isEmpty() && refused.isEmpty();
  }
}
