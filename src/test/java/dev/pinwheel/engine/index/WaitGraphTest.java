package dev.pinwheel.engine.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who waits for whom, and how much work that is. */
@EachDatabase
class WaitGraphTest {

  private static final int CALLERS = 50_000;
  private static final long AWAITED = 1_000_000;

  private int looks;
  private final WaitGraph waits = new WaitGraph(Looked::new);

  /** All callers of one memoized step are released by looking at each of them once. */
  @Test
  void releasingFiftyThousandCallersLooksAtEachOnce(EngineFixture pinwheel) {
    List<WaitGraph.Wait> released = released(pinwheel);

    assertThat(released).hasSize(CALLERS);
    assertThat(released.getFirst().waiting()).isEqualTo(1);
    assertThat(waits.isWaiting(CALLERS)).isFalse();
    assertThat(looks).isLessThanOrEqualTo(CALLERS);
  }

  private List<WaitGraph.Wait> released(EngineFixture pinwheel) {
    return pinwheel
        .database()
        .transact(tx -> {
          LongStream.rangeClosed(1, CALLERS)
              .forEach(caller -> waits.add(tx, caller, asked(1), AWAITED));
          return waits.settle(tx, AWAITED);
        });
  }

  /** A caller that ends looks at no other one. */
  @Test
  void aCallerThatEndsLooksAtNoOtherOne(EngineFixture pinwheel) {
    boolean waiting =
        pinwheel
            .database()
            .transact(tx -> {
              LongStream.rangeClosed(1, CALLERS)
                  .forEach(caller -> waits.add(tx, caller, asked(1), AWAITED));
              LongStream.rangeClosed(2, CALLERS).forEach(caller -> waits.stop(tx, caller));
              return waits.isWaiting(2);
            });

    assertThat(waiting).isFalse();
    assertThat(looks).isZero();
    assertThat(waits.of(AWAITED)).containsExactly(new WaitGraph.Wait(1, asked(1)));
  }

  /**
   * One that named two executions, which forward to the same one, waits until both are answered.
   */
  @Test
  void aCallerMayWaitForOneExecutionByTwoNames(EngineFixture pinwheel) {
    List<WaitGraph.Wait> released =
        pinwheel
            .database()
            .transact(tx -> {
              waits.add(tx, 1, asked(1), AWAITED);
              waits.add(tx, 2, asked(1), AWAITED);
              waits.add(tx, 1, asked(2), AWAITED);
              waits.stop(tx, 2);
              return waits.settle(tx, AWAITED);
            });

    assertThat(released)
        .containsExactly(new WaitGraph.Wait(1, asked(1)), new WaitGraph.Wait(1, asked(2)));
    assertThat(waits.isWaiting(1)).isFalse();
    assertThat(waits.awaitedBy(1)).isEmpty();
  }

  private static ExecutionId asked(int attempt) {
    return new ExecutionId(new StepId(new RunId(1), 2), attempt);
  }

  /** Counts how many waiters are looked at by going through them. */
  private final class Looked extends LinkedHashMap<Long, Set<ExecutionId>> {

    private static final long serialVersionUID = 1L;

    @Override
    public Set<Map.Entry<Long, Set<ExecutionId>>> entrySet() {
      looks += size();
      return super.entrySet();
    }

    @Override
    public Set<Long> keySet() {
      looks += size();
      return super.keySet();
    }

    @Override
    public Collection<Set<ExecutionId>> values() {
      looks += size();
      return super.values();
    }

    @Override
    public void forEach(BiConsumer<? super Long, ? super Set<ExecutionId>> action) {
      looks += size();
      super.forEach(action);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
