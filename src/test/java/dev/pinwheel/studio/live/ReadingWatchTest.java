package dev.pinwheel.studio.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.page.PageVisibility;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time, reads and the page's queue advance only when the test says so. */
final class ReadingWatchTest {

  private static final Duration TICK = Duration.ofMillis(10);

  private final ManualTimer timer = new ManualTimer();
  private final ManualExecutor readers = new ManualExecutor();
  private final EventBus events =
      new EventBus(e -> {
        throw e;
      });
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final LiveUpdates updates = new LiveUpdates(events, timer, readers, readers, clock);
  private final PageStub page = new PageStub();
  private final Div owner = new Div();
  private final List<Integer> shown = new ArrayList<>();
  private int value;
  private int reads;

  @BeforeEach
  void openPage() {
    page.open();
  }

  @Test
  void readsAtOnceWhenItsOwnerIsAttached() {
    value = 7;
    watch();
    assertThat(readers.waiting()).isZero();

    page.add(owner);
    settle();

    assertThat(shown).containsExactly(7);
  }

  @Test
  void anOwnerThatIsAttachedAlreadyIsReadAtOnce() {
    page.add(owner);
    watch();
    settle();

    assertThat(shown).containsExactly(0);
  }

  @Test
  void changesWithinATenthOfASecondAreReadOnce() {
    attachedWatch();

    for (int i = 0; i < 9; i++) {
      change();
      advance(TICK);
    }
    assertThat(reads).isEqualTo(1);
    advance(TICK);

    assertThat(reads).isEqualTo(2);
    assertThat(shown).containsExactly(0, 9);
  }

  @Test
  void aPageIsUpdatedAtMostTenTimesASecond() {
    attachedWatch();

    for (int i = 0; i < 1_000; i++) {
      change();
      advance(TICK);
    }

    assertThat(shown.size() - 1).isBetween(90, 100);
  }

  @Test
  void aCalmWatchReadsAtMostOnceASecondAndNotLaterThanThat() {
    page.add(owner);
    updates.watchCalmly(owner, changes -> true, this::read, shown::add);
    settle();

    for (int i = 0; i < 1_000; i++) {
      change();
      advance(TICK);
    }
    assertThat(shown.size() - 1).isBetween(9, 10);
    advance(Duration.ofSeconds(1));

    assertThat(shown.getLast()).isEqualTo(1_000);
  }

  @Test
  void aRegularWatchReadsEveryFiveSecondsWhileSomebodyLooks() {
    page.add(owner);
    updates.watchRegularly(owner, this::read, shown::add);
    settle();
    change();
    advance(Duration.ofSeconds(4));
    assertThat(shown).containsExactly(0);
    advance(Duration.ofSeconds(1));
    assertThat(shown).containsExactly(0, 1);

    page.show(PageVisibility.HIDDEN);
    advance(Duration.ofSeconds(20));
    assertThat(reads).isEqualTo(2);
    page.show(PageVisibility.VISIBLE);
    settle();
    assertThat(reads).isEqualTo(3);

    page.remove(owner);
    advance(Duration.ofSeconds(20));
    page.add(owner);
    settle();
    advance(Duration.ofSeconds(5));
    assertThat(reads).isEqualTo(5);
  }

  @Test
  void anotherRequestDoesNotWaitForTheRestOfACalmWatch() {
    page.add(owner);
    Watch watch = updates.watchCalmly(owner, changes -> true, this::read, shown::add);
    settle();

    value = 5;
    watch.refresh();
    settle();

    assertThat(shown).containsExactly(0, 5);
    advance(Duration.ofSeconds(5));
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void whatSomebodyWaitsForIsReadAtOnceAndWhatHasChangedInTurn() {
    ManualExecutor turns = new ManualExecutor();
    LiveUpdates other = new LiveUpdates(events, timer, readers, turns, clock);
    page.add(owner);
    Watch watch = other.watch(owner, changes -> true, this::read, shown::add);
    settle();
    watch.refresh();
    settle();
    page.show(PageVisibility.HIDDEN);
    change();
    timer.advance(LiveUpdates.INTERVAL);
    page.show(PageVisibility.VISIBLE);
    settle();
    assertThat(turns.waiting()).isZero();
    assertThat(shown).containsExactly(0, 0, 1);

    change();
    timer.advance(LiveUpdates.INTERVAL);
    settle();
    assertThat(turns.waiting()).isOne();
    assertThat(shown).hasSize(3);
    turns.runNext();
    settle();
    assertThat(shown).containsExactly(0, 0, 1, 2);
  }

  @Test
  void changesDuringAReadLeadToOneFurtherRead() {
    attachedWatch();
    change();
    timer.advance(LiveUpdates.INTERVAL);
    readers.runNext();

    for (int i = 0; i < 3; i++) {
      change();
      timer.advance(LiveUpdates.INTERVAL);
    }
    assertThat(readers.waiting()).isZero();
    settle();

    assertThat(shown).containsExactly(0, 1, 4);
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void whatDoesNotConcernIsNotRead() {
    page.add(owner);
    updates.watch(owner, EngineChanges::manifests, this::read, shown::add);
    settle();

    change();
    advance(LiveUpdates.INTERVAL);
    assertThat(reads).isEqualTo(1);
    events.publish(List.of(new EngineEvent.ManifestsChanged()));
    advance(LiveUpdates.INTERVAL);

    assertThat(shown).containsExactly(0, 1);
  }

  /** In any order of changes, time, reads and page updates the last change is shown in the end. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLastChangeIsNeverLost(boolean calm) {
    for (int seed = 0; seed < 300; seed++) {
      ReadingWatchTest round = new ReadingWatchTest();
      round.openPage();
      round.page.add(round.owner);
      if (calm) {
        round.updates.watchCalmly(round.owner, changes -> true, round::read, round.shown::add);
      } else {
        round.watch();
      }
      Random random = new Random(seed);
      for (int i = 0; i < 200; i++) {
        switch (random.nextInt(6)) {
          case 0 -> round.change();
          case 1 -> round.readers.runNext();
          case 2 -> round.page.runNext();
          case 3 -> round.page.show(PageVisibility.HIDDEN);
          case 4 -> round.page.show(PageVisibility.VISIBLE);
          default -> round.timer.advance(Duration.ofMillis(random.nextInt(150)));
        }
      }
      round.page.show(PageVisibility.VISIBLE);
      for (int i = 0; i < 4; i++) {
        round.advance(Duration.ofSeconds(1));
      }

      assertThat(round.shown.getLast()).as("seed %d", seed).isEqualTo(round.value);
      assertThat(round.shown).as("seed %d", seed).isSorted();
    }
  }

  @Test
  void nothingIsReadAfterItsOwnerIsDetached() {
    attachedWatch();

    page.remove(owner);
    change();
    advance(Duration.ofSeconds(5));

    assertThat(reads).isEqualTo(1);
  }

  @Test
  void whatIsReadWhileItsOwnerIsDetachedIsNotShown() {
    attachedWatch();
    change();
    timer.advance(LiveUpdates.INTERVAL);

    page.remove(owner);
    settle();

    assertThat(reads).isEqualTo(2);
    assertThat(shown).containsExactly(0);
  }

  @Test
  void anOwnerThatIsAttachedAgainIsReadAgain() {
    attachedWatch();
    change();
    timer.advance(LiveUpdates.INTERVAL);
    page.remove(owner);
    value = 8;

    page.add(owner);
    settle();
    change();
    advance(LiveUpdates.INTERVAL);

    assertThat(shown).endsWith(8, 9);
  }

  @Test
  void aPageThatIsGoneIsNotTouched() {
    attachedWatch();
    change();
    timer.advance(LiveUpdates.INTERVAL);

    page.disappear();
    readers.runNext();

    assertThat(page.waiting()).isZero();
    assertThat(page.failures()).isEmpty();
  }

  @Test
  void aFailedReadIsReportedAndTheNextChangeIsReadAgain() {
    page.add(owner);
    updates.watch(owner, changes -> true, this::readUnlessOne, shown::add);
    settle();

    change();
    advance(LiveUpdates.INTERVAL);
    assertThat(page.failures()).singleElement().extracting(Throwable::getMessage).isEqualTo("one");
    change();
    advance(LiveUpdates.INTERVAL);

    assertThat(shown).containsExactly(0, 2);
  }

  @Test
  void aFailedReadIsRepeatedUntilItSucceedsAndReportedOnce() {
    value = 1;
    page.add(owner);
    updates.watch(owner, changes -> true, this::readUnlessOne, shown::add);
    settle();
    assertThat(page.failures()).hasSize(1);

    advance(FailedReads.WAIT.minus(TICK));
    assertThat(reads).isEqualTo(1);
    advance(TICK);
    assertThat(reads).isEqualTo(2);
    assertThat(page.failures()).as("the same failure").hasSize(1);

    value = 2;
    advance(FailedReads.WAIT);
    assertThat(shown).containsExactly(2);
    for (int i = 0; i < 4; i++) {
      advance(FailedReads.WAIT);
    }
    assertThat(reads).as("nothing has changed since").isEqualTo(3);
  }

  @Test
  void changesThatAreNotReadEitherDoNotMultiplyTheRepetitions() {
    page.add(owner);
    updates.watch(
        owner, changes -> true, () -> readAnd(new IllegalStateException("away")), shown::add);
    for (int i = 0; i < 9; i++) {
      change();
      advance(LiveUpdates.INTERVAL);
    }
    int before = reads;

    for (int i = 0; i < 4; i++) {
      advance(FailedReads.WAIT);
    }

    assertThat(reads - before).isEqualTo(4);
  }

  @Test
  void aRejectionIsAnAnswerThatIsNotAskedForAgain() {
    page.add(owner);
    updates.watch(owner, changes -> true, () -> readAnd(Rejection.notFound("gone")), shown::add);
    settle();

    for (int i = 0; i < 4; i++) {
      advance(FailedReads.WAIT);
    }
    assertThat(reads).isEqualTo(1);
    change();
    advance(LiveUpdates.INTERVAL);

    assertThat(page.failures()).hasSize(2);
  }

  @Test
  void aFailedReadOfAHiddenTabIsRepeatedWhenItIsSeenAgain() {
    value = 1;
    page.add(owner);
    updates.watch(owner, changes -> true, this::readUnlessOne, shown::add);
    settle();

    page.show(PageVisibility.HIDDEN);
    value = 2;
    for (int i = 0; i < 4; i++) {
      advance(FailedReads.WAIT);
    }
    assertThat(reads).isEqualTo(1);
    page.show(PageVisibility.VISIBLE);
    settle();

    assertThat(shown).containsExactly(2);
  }

  @Test
  void aChangeDuringAReadThatFailsIsReadNevertheless() {
    page.add(owner);
    updates.watch(owner, changes -> true, this::readUnlessOne, shown::add);
    settle();
    change();
    timer.advance(LiveUpdates.INTERVAL);
    readers.runNext();

    change();
    timer.advance(LiveUpdates.INTERVAL);
    settle();

    assertThat(shown).containsExactly(0, 2);
  }

  @Test
  void aFailureWhileShowingDoesNotEndTheWatch() {
    page.add(owner);
    updates.watch(
        owner,
        changes -> true,
        this::read,
        read -> {
          if (read == 1) {
            throw new IllegalStateException("cannot show one");
          }
          shown.add(read);
        });
    settle();

    change();
    advance(LiveUpdates.INTERVAL);
    change();
    advance(LiveUpdates.INTERVAL);

    assertThat(page.failures()).hasSize(1);
    assertThat(shown).containsExactly(0, 2);
  }

  @Test
  void aWatchThatCannotBeToldDoesNotSilenceTheOthers() {
    Div broken = new Div();
    page.add(broken, owner);
    updates.watch(
        broken,
        changes -> {
          throw new IllegalStateException("broken");
        },
        () -> 0,
        read -> {});
    attachedWatch();

    change();
    advance(LiveUpdates.INTERVAL);

    assertThat(shown).containsExactly(0, 1);
  }

  @Test
  void aHiddenTabReadsNothingAndCatchesUpWhenItIsSeenAgain() {
    attachedWatch();

    page.show(PageVisibility.HIDDEN);
    change();
    advance(Duration.ofSeconds(5));
    assertThat(reads).isEqualTo(1);
    page.show(PageVisibility.VISIBLE);
    settle();

    assertThat(shown).containsExactly(0, 1);
  }

  @Test
  void whatIsToldInAHiddenTabIsReadThere() {
    updates.watchAlsoHidden(owner, changes -> true, this::read, shown::add);
    page.add(owner);
    settle();

    page.show(PageVisibility.HIDDEN);
    change();
    advance(Duration.ofSeconds(5));

    assertThat(shown).containsExactly(0, 1);
  }

  @Test
  void aPageWhoseBrowserIsGoneCausesNoWork() {
    attachedWatch();

    clock.advance(Duration.ofSeconds(61));
    for (int i = 0; i < 1_000; i++) {
      change();
      advance(LiveUpdates.INTERVAL);
    }

    assertThat(reads).isEqualTo(1);
    assertThat(page.waiting()).as("commands that wait for the page").isZero();
  }

  @Test
  void aPageThatAnswersAgainCatchesUp() {
    attachedWatch();
    clock.advance(Duration.ofSeconds(61));
    change();
    change();
    advance(LiveUpdates.INTERVAL);

    page.beat();
    settle();
    assertThat(shown).containsExactly(0, 2);
    change();
    advance(LiveUpdates.INTERVAL);

    assertThat(shown).containsExactly(0, 2, 3);
  }

  @Test
  void aPageThatSendsHeartbeatsIsKeptUpToDate() {
    attachedWatch();

    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofSeconds(30));
      page.beat();
      change();
      advance(LiveUpdates.INTERVAL);
    }

    assertThat(shown).hasSize(11);
  }

  @Test
  void anErrorOfOneWatchDoesNotSilenceTheOthers() {
    Div broken = new Div();
    page.add(broken, owner);
    updates.watch(
        broken,
        changes -> {
          throw new AssertionError("broken");
        },
        () -> 0,
        read -> {});
    attachedWatch();

    change();
    advance(LiveUpdates.INTERVAL);

    assertThat(shown).containsExactly(0, 1);
  }

  @Test
  void aTabThatMissedNothingIsNotReadAgain() {
    attachedWatch();

    page.show(PageVisibility.HIDDEN);
    advance(Duration.ofSeconds(5));
    page.show(PageVisibility.VISIBLE_NOT_FOCUSED);
    settle();

    assertThat(reads).isEqualTo(1);
  }

  private void attachedWatch() {
    page.add(owner);
    watch();
    settle();
  }

  private void watch() {
    updates.watch(owner, changes -> true, this::read, shown::add);
  }

  private int read() {
    reads++;
    return value;
  }

  private int readAnd(RuntimeException failure) {
    reads++;
    throw failure;
  }

  private int readUnlessOne() {
    if (read() == 1) {
      throw new IllegalStateException("one");
    }
    return value;
  }

  private void change() {
    value++;
    events.publish(List.of(new EngineEvent.WorkspacesChanged()));
  }

  private void advance(Duration by) {
    timer.advance(by);
    settle();
  }

  /** Reads and shows until nothing is left to do at this moment. */
  private void settle() {
    while (readers.runNext() | page.runNext()) {
      timer.advance(Duration.ZERO);
    }
  }
}
