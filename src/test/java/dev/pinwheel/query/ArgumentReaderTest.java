package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.BLOB;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.step.ArgumentReader;
import dev.pinwheel.query.view.Value;
import dev.pinwheel.query.view.Viewpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Arguments in full, as they are copied. */
class ArgumentReaderTest {

  private static final long BLOB_ID = 4711;

  private final ReadModelFixture fixture = new ReadModelFixture();
  private ExecutionFixture welcome;
  private ExecutionFixture email;
  private ExecutionFixture user;

  @BeforeEach
  void runInProduction() {
    WelcomeRun run = WelcomeRun.in(fixture, "3", 2);
    welcome = run.welcome();
    email = run.email();
    user = run.user();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void ofAStepByTheNamesOfItsParameters() {
    assertThat(fixture.reads.arguments().ofStep(production(), user.step()).json())
        .hasToString("{\"id\":\"fetchUser\"}");
    assertThat(fixture.reads.arguments().ofStep(production(), welcome.step()).json())
        .hasToString("{}");
  }

  @Test
  void manyValuesAreNotCut() {
    String long1 = "\"" + "x".repeat(5000) + "\"";
    setArguments("[%s,[1.50,{\"a\":null}]]".formatted(long1));

    assertThat(fixture.reads.arguments().ofStep(production(), user.step()).json())
        .hasToString("{\"id\":%s,\"#2\":[1.50,{\"a\":null}]}".formatted(long1));
  }

  @Test
  void ofACallItsOwnWhereTheyDiffer_M6() {
    assertThat(ofCall()).isEqualTo("{\"id\":\"fetchUser\"}");

    fixture
        .dsl
        .update(CALL)
        .set(CALL.ARGUMENTS, ReadModelFixture.bytes("[\"another\"]"))
        .where(CALL.CALLER_ID.eq(email.sequence))
        .execute();

    assertThat(ofCall()).isEqualTo("{\"id\":\"another\"}");
  }

  private String ofCall() {
    return String.valueOf(
        fixture.reads.arguments().ofCall(production(), email.id, 1, user.step()).json());
  }

  @Test
  void ofLargeOnesOnlyTheSizeIsRead() {
    fixture
        .dsl
        .insertInto(BLOB)
        .set(BLOB.ID, BLOB_ID)
        .set(BLOB.SIZE, (long) ArgumentReader.MOST_BYTES + 1)
        .set(BLOB.FILE, "missing")
        .execute();
    fixture
        .dsl
        .update(STEP)
        .setNull(STEP.ARGUMENTS)
        .set(STEP.ARGUMENTS_BLOB_ID, BLOB_ID)
        .where(STEP.RUN_ID.eq(user.run().number()))
        .and(STEP.NUMBER.eq(user.step().number()))
        .execute();

    assertThat(fixture.reads.arguments().ofStep(production(), user.step()))
        .isEqualTo(new Value(null, ArgumentReader.MOST_BYTES + 1));
  }

  @Test // W4
  void whatIsNotVisibleIsNotRead() {
    ExecutionFixture hidden = welcome.rerun("development").call("secret");

    assertThatThrownBy(() -> fixture.reads.arguments().ofStep(production(), hidden.step()))
        .isInstanceOf(Rejection.class)
        .hasMessage("production cannot see %s.".formatted(hidden.step()));
    assertThatThrownBy(
            () -> fixture.reads.arguments().ofCall(production(), hidden.id, 1, user.step()))
        .isInstanceOf(Rejection.class);
    assertThat(fixture.reads.arguments().ofStep(fixture.from("development"), hidden.step()).json())
        .isNotNull();
  }

  private void setArguments(String json) {
    fixture
        .dsl
        .update(STEP)
        .set(STEP.ARGUMENTS, ReadModelFixture.bytes(json))
        .where(STEP.RUN_ID.eq(user.run().number()))
        .and(STEP.NUMBER.eq(user.step().number()))
        .execute();
  }

  private Viewpoint production() {
    return fixture.from("production");
  }
}
