package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.access.User;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunNumberSpread;
import dev.pinwheel.store.AccessStore;
import dev.pinwheel.store.IncarnationStore;
import dev.pinwheel.store.IncarnationStore.Cause;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** N7: a database that has lost commits goes on as another one. */
@EachDatabase
class IncarnationTest {

  private static final String INSTANCE = "instance of joe 1";

  private static void beginAnother(EngineFixture pinwheel, long beyond) {
    new IncarnationStore().begin(pinwheel.database(), Cause.LOSS, beyond);
    pinwheel.restart();
  }

  private static FakeWorker connect(EngineFixture pinwheel) {
    return pinwheel.connect("production", INSTANCE, 4, workflow("welcome"), task("fetch").memo());
  }

  @Test
  void aRestartAloneBeginsNone(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    FakeWorker worker = connect(pinwheel);
    String before = pinwheel.engine().incarnation();

    pinwheel.restart();

    assertThat(pinwheel.engine().incarnation()).isEqualTo(before).hasSize(36);
    assertThat(connect(pinwheel).session()).isEqualTo(worker.session());
  }

  @Test
  void sessionsEndAndTheirExecutionsAreAbandoned(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    FakeWorker worker = connect(pinwheel);
    Scripted running = pinwheel.submit("production", "welcome").running();
    String before = pinwheel.engine().incarnation();

    beginAnother(pinwheel, 0);

    assertThat(pinwheel.engine().incarnation()).isNotEqualTo(before);
    assertThat(running.ended()).isEqualTo(ResultKind.ABANDONED);
    FakeWorker again = connect(pinwheel);
    assertThat(again.welcome().resumed()).isFalse();
    assertThat(again.welcome().executions()).isEmpty();
    assertThat(again.session()).isNotEqualTo(worker.session());
    assertThat(pinwheel.submit("production", "welcome").running().isAssigned()).isTrue();
  }

  @Test
  void noNumberIsGivenOutAgain(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    FakeWorker before = connect(pinwheel);
    Scripted first = pinwheel.submit("production", "welcome").running();
    long known = highestNumber(pinwheel) + 50_000_000_000_000L;

    beginAnother(pinwheel, known);
    FakeWorker after = connect(pinwheel);
    Scripted second = pinwheel.submit("production", "welcome").running();

    assertThat(second.run().number() - first.run().number()).isGreaterThan(1_000_000);
    assertThat(after.session().value())
        .isGreaterThan(known)
        .isGreaterThan(before.session().value());
    assertThat(highestNumber(pinwheel)).isGreaterThan(known);
    assertThat(numbersOf(pinwheel, "select max(marker) from commit_marker"))
        .as("what a mark compares")
        .first()
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LONG)
        .isGreaterThan(known);
  }

  /** G4: a sign-in that was ended after the backup must not become valid again. */
  @Test
  void allSignInsEnd(EngineFixture pinwheel) {
    pinwheel
        .database()
        .<Boolean>transact(tx -> {
          AccessStore access = new AccessStore();
          User ada = new User(tx.nextId(), "ada", null, "hash", true);
          access.insert(tx, ada, "local");
          access.signIn(
              tx,
              new AccessStore.SignInRow(
                  tx.nextId(), ada.id(), tx.now(), tx.now(), tx.now().plusSeconds(60), "browser"),
              new byte[32]);
          return true;
        });
    assertThat(numbersOf(pinwheel, "select id from sign_in")).hasSize(1);

    pinwheel.restart();
    assertThat(numbersOf(pinwheel, "select id from sign_in")).hasSize(1);
    beginAnother(pinwheel, 0);

    assertThat(numbersOf(pinwheel, "select id from sign_in")).isEmpty();
  }

  /** A3: the secret of a new database stays, also in another incarnation. */
  @Test
  void aDatabaseHasASecretByWhichItSpreadsTheNumbersOfItsRuns(EngineFixture pinwheel) {
    long spread = spreadOf(pinwheel);
    assertThat(spread).isNotEqualTo(RunNumberSpread.FIXED.spread(1, 20));

    beginAnother(pinwheel, 0);

    assertThat(spreadOf(pinwheel)).isEqualTo(spread);
  }

  private static long spreadOf(EngineFixture pinwheel) {
    return new IncarnationStore().runNumberSpread(pinwheel.database()).spread(1, 20);
  }

  @Test
  void theHistoryIsKept(EngineFixture pinwheel) {
    beginAnother(pinwheel, 0);
    new IncarnationStore().begin(pinwheel.database(), Cause.RESTORE, 0);

    assertThat(
            pinwheel
                .database()
                .<List<String>>read(dsl ->
                    dsl.fetch("select cause from incarnation order by number")
                        .map(row -> row.get(0, String.class))))
        .containsExactly("first", "loss", "restore");
  }

  private static long highestNumber(EngineFixture pinwheel) {
    return numbersOf(pinwheel, "select max(id) from execution").getFirst();
  }

  private static List<Long> numbersOf(EngineFixture pinwheel, String sql) {
    return pinwheel
        .database()
        .read(dsl -> dsl.fetch(DSL.sql(sql)).map(row -> row.get(0, Long.class)));
  }
}
