package dev.pinwheel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.store.LogStore.LogRow;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Each CHECK constraint of the schema refuses what contradicts it, on either database. */
@EachDatabase
class ConstraintContractTest {

  /** For each constraint a statement that breaks this one and no other. */
  private static final Map<String, String> VIOLATIONS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "access_grant_one_place",
                  "update access_grant set workspace_id = (select min(id) from workspace)"),
              Map.entry("access_grant_role_word", "update access_grant set role = 'king'"),
              Map.entry(
                  "access_state_one_row",
                  "insert into access_state (id, secured_at) values (2, current_timestamp)"),
              Map.entry("access_token_role_word", "update access_token set role = 'king'"),
              Map.entry("activity_via_word", "update activity set via = 'post'"),
              Map.entry(
                  "token_scope_one_place",
                  "update token_scope set workspace_id = (select min(id) from workspace)"),
              Map.entry("user_account_external_whole", "update user_account set issuer = 'x'"),
              Map.entry(
                  "user_account_name_until_removed", "update user_account set active_name = null"),
              Map.entry("workspace_basing_word", "update workspace set basing = 'anybody'"),
              Map.entry("blob_one_place", "update blob set content = null"),
              Map.entry("call_kind_word", "update call set kind = 'found'"),
              Map.entry("call_times_positive", "update call set times = 0"),
              Map.entry("dependency_kind_word", "update dependency set kind = 'used'"),
              Map.entry("execution_attempt_positive", "update execution set series_attempt = 0"),
              Map.entry("execution_cause_word", "update execution set cause = 'chance'"),
              Map.entry("incarnation_cause_word", "update incarnation set cause = 'chance'"),
              Map.entry("log_message_level_word", "update log_message set level = 'loud'"),
              Map.entry(
                  "log_position_number_positive",
                  "insert into log_position (session_id, number) select min(id), 0 from worker_session"),
              Map.entry(
                  "manifest_one_place",
                  "update manifest set workspace_id = (select min(id) from workspace), pattern = 'x/*'"),
              Map.entry("removal_record_kind_word", "update removal_record set kind = 'dust'"),
              Map.entry("retention_age_positive", "update retention set age_millis = 0"),
              Map.entry(
                  "retention_child_limit_not_negative",
                  "update retention set child_limit_millis = -1"),
              Map.entry("retention_last_runs_positive", "update retention set last_runs = 0"),
              Map.entry("retention_needs_age", "update retention set age_millis = null"),
              Map.entry("result_cause_present", "update result set cause = 'failed'"),
              Map.entry(
                  "result_kind_word",
                  "update result set kind = 'lucky', value_hash = null, value_payload = null"),
              Map.entry("result_successor_present", "update result set successor_id = 1"),
              Map.entry("result_value_one_place", "update result set value_payload = null"),
              Map.entry("result_value_present", "update result set value_hash = null"),
              Map.entry("run_idempotency_hash", "update run set idempotency_key = 'key'"),
              Map.entry("run_reference_kind_word", "update run_reference set kind = 'liked'"),
              Map.entry("run_summary_not_negative", "update run_summary set open_executions = -1"),
              Map.entry(
                  "server_lease_one_row",
                  "insert into server_lease (id, owner, holder, expires_at)"
                      + " values (2, '00000000-0000-0000-0000-000000000000', 'other', current_timestamp)"),
              Map.entry(
                  "server_state_word",
                  "insert into server (id, name, version, state, started_at)"
                      + " values ('00000000-0000-0000-0000-000000000000', 'one', '1', 'idle', current_timestamp)"),
              Map.entry(
                  "step_arguments_one_place", "update step set arguments = null where number = 3"),
              Map.entry("step_kind_word", "update step set kind = 'job'"),
              Map.entry("step_number_positive", "update step set number = 0 where number = 3"),
              Map.entry(
                  "worker_session_concurrency_positive",
                  "update worker_session set concurrency = 0"),
              Map.entry(
                  "worker_session_end_has_reason",
                  "update worker_session set ended_at = current_timestamp"),
              Map.entry(
                  "worker_session_end_reason_word",
                  "update worker_session set ended_at = current_timestamp, end_reason = 'bored'"),
              Map.entry(
                  "workspace_ancestor_depth_positive", "update workspace_ancestor set depth = -1"),
              Map.entry(
                  "workspace_archived_since",
                  "update workspace set archived_at = current_timestamp"),
              Map.entry("workspace_name_while_active", "update workspace set active_name = null"),
              Map.entry("workspace_not_own_base", "update workspace set base_id = id"),
              Map.entry("workspace_state_word", "update workspace set state = 'asleep'")));

  @Test
  void eachCheckConstraintRefusesWhatContradictsIt(TestDatabase database) {
    try (StoreFixture stores = new StoreFixture(database)) {
      stores.run(tx -> EveryTable.write(stores, tx));
      byte[] text = {'t'};
      stores.logs.append(
          List.of(new LogRow(1, 1, 1, Instant.EPOCH, "info", text, text, null)),
          Map.of(),
          List.of());

      assertThat(checkConstraints(stores)).isEqualTo(VIOLATIONS.keySet());
      assertThat(VIOLATIONS)
          .allSatisfy((constraint, statement) ->
              assertThatThrownBy(() -> stores.run(tx -> tx.dsl().execute(statement)))
                  .as(constraint)
                  .hasStackTraceContaining(constraint));
    }
  }

  /** NOT NULL is a check constraint, too, where PostgreSQL lists them. */
  private static Set<String> checkConstraints(StoreFixture stores) {
    return new TreeSet<>(
        stores.database.<List<String>>read(dsl ->
            dsl.select(DSL.field("constraint_name", String.class))
                .from(DSL.table("information_schema.table_constraints"))
                .where(DSL.field("constraint_type", String.class).eq("CHECK"))
                .and(DSL.field("table_schema", String.class).eq("public"))
                .and(DSL.field("constraint_name", String.class).notLike("%not_null"))
                .fetch(row -> row.value1())));
  }
}
