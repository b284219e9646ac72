package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.access.Permission;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.RunId;
import dev.pinwheel.store.ActivityStore.Entry;
import dev.pinwheel.store.ActivityStore.Refused;
import dev.pinwheel.store.jooq.tables.records.ActivityRecord;
import dev.pinwheel.testing.EachDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A6: the contract of the table {@code activity}. */
@EachDatabase
class ActivityContractTest extends StoreContractFixture {

  @Test
  void whatWasDoneIsReadAsItWasRecorded() {
    Entry entry =
        new Entry(
            Actor.token("ada/laptop", 5, 7, Actor.Via.CLI),
            "rerunStep",
            stores.production.id(),
            new RunId(12),
            "RC:3");

    Instant now =
        stores.get(tx -> {
          stores.activities.record(tx, entry);
          return tx.now();
        });

    ActivityRecord row = entries().getFirst();
    assertThat(row.getDoneAt()).isEqualTo(now);
    assertThat(row.getUntilAt()).isEqualTo(now);
    assertThat(row.getDoneBy()).isEqualTo("ada/laptop");
    assertThat(row.getUserId()).isEqualTo(5);
    assertThat(row.getTokenId()).isEqualTo(7);
    assertThat(row.getVia()).isEqualTo("cli");
    assertThat(row.getAction()).isEqualTo("rerunStep");
    assertThat(row.getRefused()).isFalse();
    assertThat(row.getOccurrences()).isEqualTo(1);
    assertThat(row.getWorkspaceId()).isEqualTo(stores.production.id().value());
    assertThat(row.getRunId()).isEqualTo(12);
    assertThat(row.getSubject()).isEqualTo("RC:3");
  }

  @Test
  void whatWasRefusedIsReadAsItWasRecorded() {
    Instant from = stores.get(Tx::now).minusSeconds(50);
    Instant until = from.plusSeconds(40);

    stores.run(tx -> stores.activities.record(tx, new Refused(entry("signIn"), from, until, 17)));

    ActivityRecord row = entries().getFirst();
    assertThat(row.getDoneAt()).isEqualTo(from);
    assertThat(row.getUntilAt()).isEqualTo(until);
    assertThat(row.getAction()).isEqualTo("signIn");
    assertThat(row.getRefused()).isTrue();
    assertThat(row.getOccurrences()).isEqualTo(17);
  }

  @Test
  void whatBelongsToNothingHasNeitherUserNorWorkspaceNorRun() {
    stores.run(tx -> stores.activities.record(tx, entry("signIn")));

    ActivityRecord row = entries().getFirst();
    assertThat(row.getUserId()).isNull();
    assertThat(row.getTokenId()).isNull();
    assertThat(row.getWorkspaceId()).isNull();
    assertThat(row.getRunId()).isNull();
    assertThat(row.getSubject()).isNull();
  }

  /** Neither may a subject that somebody made up prevent that the action is recorded. */
  @Test
  void aSubjectThatCannotBeStoredIsRepairedAndShortened() {
    int length = TextLimit.ACTIVITY_SUBJECT.length();
    String whole = "x".repeat(length);

    stores.run(tx -> {
      for (String subject : List.of(whole, whole + "y", "a\u0000b\ud83d")) {
        stores.activities.record(tx, new Entry(Actor.LOCAL, "cancel", null, null, subject));
      }
    });

    assertThat(entries())
        .extracting(ActivityRecord::getSubject)
        .containsExactly(whole, "x".repeat(length - 1) + "…", "a\ufffdb\ufffd");
  }

  @Test
  void everyActionThroughEveryThingCanBeRecorded() {
    stores.run(tx -> {
      for (Permission permission : Permission.values()) {
        for (Actor.Via via : Actor.Via.values()) {
          stores.activities.record(
              tx,
              new Entry(
                  Actor.LOCAL.through(via), ActivityStore.word(permission), null, null, null));
        }
      }
    });

    assertThat(entries()).extracting(ActivityRecord::getAction).contains("submitRun", "view");
    assertThat(entries().stream().map(ActivityRecord::getAction).distinct())
        .hasSameSizeAs(Permission.values());
    assertThat(entries().stream().map(ActivityRecord::getVia).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Actor.Via.values())
                .map(via -> via.name().toLowerCase(Locale.ROOT))
                .toList());
  }

  @Test
  void equalEntriesAreAllKeptInTheirOrder() {
    stores.run(tx -> {
      stores.activities.record(tx, entry("cancel"));
      stores.activities.record(tx, entry("cancel"));
    });
    stores.run(tx -> stores.activities.record(tx, entry("keepRun")));

    assertThat(actions()).containsExactly("cancel", "cancel", "keepRun");
  }

  @Test
  void theOldestEntriesAreRemovedAFewAtATime() {
    Instant limit = recordOneEachSecond("a", "b", "c", "d");

    assertThat(removeBefore(limit, 2)).isEqualTo(2);
    assertThat(actions()).containsExactly("c", "d");
    assertThat(removeBefore(limit, 2)).isEqualTo(1);
    assertThat(actions()).as("done at the limit, not before it").containsExactly("d");
  }

  /** They are recorded when a minute is over, after what was done in it. */
  @Test
  void refusalsAreAsOldAsTheFirstOfThem() {
    Instant last = recordOneEachSecond("a", "b");
    stores.run(tx ->
        stores.activities.record(
            tx, new Refused(entry("refused"), last.minusSeconds(60), tx.now(), 2)));

    assertThat(removeBefore(last, 1)).isEqualTo(1);

    assertThat(actions()).containsExactly("a", "b");
  }

  @Test
  void removingNothingIsNoWrite() {
    Instant limit = recordOneEachSecond("a");

    stores.run(tx -> {
      long before = tx.writeCount();

      assertThat(stores.activities.removeBefore(tx, limit, 10)).isZero();
      assertThat(stores.activities.removeBefore(tx, limit.plusSeconds(1), 0)).isZero();

      assertThat(tx.writeCount()).isEqualTo(before);
    });
    assertThat(actions()).containsExactly("a");
  }

  private static Entry entry(String action) {
    return new Entry(Actor.LOCAL, action, null, null, null);
  }

  /** Returns when the last one was done. */
  private Instant recordOneEachSecond(String... actions) {
    for (String action : actions) {
      stores.clock.advance(Duration.ofSeconds(1));
      stores.run(tx -> stores.activities.record(tx, entry(action)));
    }
    return stores.get(Tx::now);
  }

  private int removeBefore(Instant time, int most) {
    return stores.<Integer>get(tx -> stores.activities.removeBefore(tx, time, most));
  }

  private List<String> actions() {
    return entries().stream().map(ActivityRecord::getAction).toList();
  }

  private List<ActivityRecord> entries() {
    return stores.database.read(dsl -> dsl.selectFrom(ACTIVITY).orderBy(ACTIVITY.ID).fetch());
  }
}
