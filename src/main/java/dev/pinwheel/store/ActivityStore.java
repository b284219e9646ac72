package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.ACTIVITY;

import dev.pinwheel.access.Permission;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table {@code activity} (A6). */
public final class ActivityStore {

  private static final WriteStatement INSERT =
      WriteStatement.insert(
          ACTIVITY,
          ACTIVITY.ID,
          ACTIVITY.DONE_AT,
          ACTIVITY.UNTIL_AT,
          ACTIVITY.DONE_BY,
          ACTIVITY.USER_ID,
          ACTIVITY.TOKEN_ID,
          ACTIVITY.VIA,
          ACTIVITY.ACTION,
          ACTIVITY.REFUSED,
          ACTIVITY.OCCURRENCES,
          ACTIVITY.WORKSPACE_ID,
          ACTIVITY.RUN_ID,
          ACTIVITY.SUBJECT);

  /**
   * Something that was done, or refused.
   *
   * @param action the word of the action
   * @param workspace null for what belongs to no workspace
   * @param run null for what belongs to no run
   * @param subject what it was about: a step, a user, a pattern; null for nothing more
   */
  public record Entry(
      Actor by,
      String action,
      @Nullable WorkspaceId workspace,
      @Nullable RunId run,
      @Nullable String subject) {}

  /** What refusals of the same kind within a minute were. */
  public record Refused(Entry entry, Instant from, Instant until, int occurrences) {}

  /** The word of a permission as an action: {@code submitRun}. */
  public static String word(Permission permission) {
    String[] parts = permission.name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder word = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      word.append(parts[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(parts[i].substring(1));
    }
    return word.toString();
  }

  /** Records what was done. */
  public void record(Tx tx, Entry entry) {
    insert(tx, entry, tx.now(), tx.now(), false, 1);
  }

  /** Records what was refused. */
  public void record(Tx tx, Refused refused) {
    insert(tx, refused.entry(), refused.from(), refused.until(), true, refused.occurrences());
  }

  private static void insert(
      Tx tx, Entry entry, Instant from, Instant until, boolean refused, int occurrences) {
    Actor by = entry.by();
    tx.write(
        INSERT,
        tx.nextId(),
        from,
        until,
        by.name(),
        by.user(),
        by.token(),
        by.via().name().toLowerCase(Locale.ROOT),
        entry.action(),
        refused,
        occurrences,
        entry.workspace() == null ? null : entry.workspace().value(),
        entry.run() == null ? null : entry.run().number(),
        entry.subject() == null ? null : TextLimit.ACTIVITY_SUBJECT.repair(entry.subject()));
  }

  /** Removes entries that are older; returns how many. */
  public int removeBefore(Tx tx, Instant time, int most) {
    List<Long> old =
        tx.dsl()
            .select(ACTIVITY.ID)
            .from(ACTIVITY)
            .where(ACTIVITY.DONE_AT.lt(time))
            .orderBy(ACTIVITY.DONE_AT)
            .limit(most)
            .fetch(ACTIVITY.ID);
    if (!old.isEmpty()) {
      tx.dsl().deleteFrom(ACTIVITY).where(ACTIVITY.ID.in(old)).execute();
      tx.countWrite();
    }
    return old.size();
  }
}
