package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ends that are read in a row and ends that are found one by one are the same ends. */
@EachDatabase
class ExecutionEndsTest {

  private static final int MANY = 120;

  @BeforeEach
  void workspaces(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.embeddedWorker(TargetSpec.workflow("nightly"), TargetSpec.task("square", "n"));
  }

  @Test
  void aRangeTheNextBesideItAndASingleOne(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    for (int n = 0; n < MANY; n++) {
      if (n % 3 == 0) {
        nightly.awaits("square", n).failing("no " + n);
      } else {
        nightly.awaits("square", n).returning(n * n);
      }
    }
    long[] all = all(pinwheel);
    long[] asked = LongStream.concat(LongStream.of(all[0]), LongStream.of(all).skip(20)).toArray();

    assertThat(IdRanges.of(asked).ranges()).containsExactly(new IdRanges.Range(all[20], all[MANY]));
    assertEnds(pinwheel, all, asked);
  }

  @Test
  void noneAtAll(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("square", 1).returning(1);
    long[] all = all(pinwheel);

    ExecutionEnds none = load(pinwheel);

    assertThat(none.result(all[1])).isNull();
    assertThat(none.assignedAt(all[1])).isNull();
  }

  /**
   * What is asked for is there as the tables have it; of the rest, nothing was asked one by one.
   */
  private static void assertEnds(EngineFixture pinwheel, long[] all, long[] asked) {
    ExecutionEnds ends = load(pinwheel, asked);
    for (long execution : asked) {
      ResultFact result = ends.result(execution);
      assertThat(result == null ? null : result.kind())
          .as("the end of %d", execution)
          .isEqualTo(kind(pinwheel, execution));
      assertThat(ends.assignedAt(execution)).as("when %d was assigned", execution).isNotNull();
    }
    assertThat(ends.result(asked[0])).as("the workflow is open").isNull();
    for (long execution : List.of(all[1], all[19])) {
      assertThat(ends.result(execution)).as("nobody asked for %d", execution).isNull();
      assertThat(ends.assignedAt(execution)).isNull();
    }
  }

  private static ExecutionEnds load(EngineFixture pinwheel, long... executions) {
    ExecutionRows rows =
        new ExecutionRows(pinwheel.reads().viewpoints().get("production", Sight.EVERYTHING));
    return pinwheel.database().read(dsl -> ExecutionEnds.load(dsl, rows, executions));
  }

  private static long[] all(EngineFixture pinwheel) {
    return pinwheel
        .database()
        .read(dsl ->
            dsl.select(EXECUTION.ID).from(EXECUTION).orderBy(EXECUTION.ID).fetch().stream()
                .mapToLong(row -> row.value1())
                .toArray());
  }

  private static @Nullable ResultKind kind(EngineFixture pinwheel, long execution) {
    String kind =
        pinwheel
            .database()
            .read(dsl ->
                dsl.select(DSL.max(RESULT.KIND))
                    .from(RESULT)
                    .where(RESULT.EXECUTION_ID.eq(execution))
                    .fetchSingle()
                    .value1());
    return kind == null ? null : ResultKind.valueOf(kind.toUpperCase(Locale.ROOT));
  }
}
