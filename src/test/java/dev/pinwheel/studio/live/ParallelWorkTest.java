package dev.pinwheel.studio.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ParallelWorkTest {

  private final ManualExecutor threads = new ManualExecutor();
  private final PageStub page = new PageStub();
  private final List<Integer> performed = new ArrayList<>();
  private final List<List<ParallelWork.Done<Integer>>> shown = new ArrayList<>();

  @Test
  void allIsDoneByAFewThreadsAndShownInPortions() {
    start(100);
    assertThat(threads.waiting()).isEqualTo(ParallelWork.LANES);

    settle();

    assertThat(performed).hasSize(100);
    assertThat(shown).hasSize(ParallelWork.PORTIONS);
    assertThat(shown.stream().flatMap(List::stream).map(ParallelWork.Done::index))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).boxed().toList());
    assertThat(shown.getFirst().getFirst().result()).isZero();
  }

  @Test
  void fewAreShownOneByOneAndNoneNeverStart() {
    start(3);
    settle();
    assertThat(shown).hasSize(3);

    start(0);
    assertThat(threads.waiting()).isZero();
  }

  @Test
  void whatThrowsIsShownAndTheOthersGoOn() {
    Supplier<Integer> broken =
        () -> {
          throw new IllegalStateException("no");
        };
    ParallelWork.start(threads, page, List.of(broken, () -> 7), shown::add);
    settle();

    assertThat(shown.getFirst().getFirst().failure()).hasMessage("no");
    assertThat(shown.getLast().getFirst().result()).isEqualTo(7);
  }

  @Test
  void afterAStopNothingBeginsAndNothingIsShown() {
    ParallelWork<Integer> work = start(10);
    threads.runNext();
    work.stop();
    performed.clear();
    settle();

    assertThat(performed).isEmpty();
    assertThat(shown).isEmpty();
  }

  @Test
  void itGoesOnWhenThePageIsGone() {
    start(30);
    page.disappear();
    settle();

    assertThat(performed).hasSize(30);
    assertThat(shown).isEmpty();
  }

  private ParallelWork<Integer> start(int works) {
    List<Supplier<Integer>> all = new ArrayList<>();
    for (int i = 0; i < works; i++) {
      int index = i;
      all.add(() -> {
        performed.add(index);
        return index;
      });
    }
    return ParallelWork.start(threads, page, all, shown::add);
  }

  private void settle() {
    while (threads.runNext() || page.runNext()) {
      // Until nothing is left.
    }
  }
}
