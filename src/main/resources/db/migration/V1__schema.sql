-- Facts are inserted once and never changed: run, step, execution, rerun, assignment, result, call, dependency, blob.
-- Derived rows may be updated and deleted; they can be rebuilt from the facts: workspace_ancestor, open_execution,
-- queue, memo_candidate, cache_candidate, outcome, run_summary.
-- Words instead of ordinals; times with time zone; JSON and text of users as UTF-8 bytes.

create sequence run_sequence start with 1 increment by 1;
-- Numbers everything but runs; reserved in blocks of 1000.
create sequence engine_sequence start with 1000 increment by 1000;

create table workspace (
  id bigint not null,
  name varchar(120) not null,
  active_name varchar(120),
  base_id bigint,
  state varchar(10) not null,
  created_at timestamp with time zone not null,
  created_by varchar(120) not null,
  archived_at timestamp with time zone,
  constraint workspace_pk primary key (id),
  constraint workspace_active_name_uq unique (active_name),
  constraint workspace_base_fk foreign key (base_id) references workspace (id),
  constraint workspace_not_own_base check (base_id <> id),
  constraint workspace_state_word check (state in ('active', 'paused', 'archived')),
  constraint workspace_name_while_active check ((state = 'archived') = (active_name is null)),
  constraint workspace_archived_since check ((state = 'archived') = (archived_at is not null))
);

-- Derived: the chain of every workspace; depth 0 is the workspace itself.
create table workspace_ancestor (
  workspace_id bigint not null,
  ancestor_id bigint not null,
  depth integer not null,
  constraint workspace_ancestor_pk primary key (workspace_id, ancestor_id),
  constraint workspace_ancestor_depth_positive check (depth >= 0)
);
create index workspace_ancestor_by_ancestor on workspace_ancestor (ancestor_id);

-- workspace_id null: declared by the embedded worker, the last in every chain.
create table manifest (
  id bigint not null,
  workspace_id bigint,
  module varchar(200) not null,
  code_version varchar(120) not null,
  declaration bytea not null,
  declared_at timestamp with time zone not null,
  constraint manifest_pk primary key (id),
  constraint manifest_workspace_fk foreign key (workspace_id) references workspace (id)
);
create index manifest_by_module on manifest (module, id);

-- Payloads above the inline limit.
create table blob (
  id bigint not null,
  size bigint not null,
  content bytea,
  file varchar(200),
  constraint blob_pk primary key (id),
  constraint blob_one_place check ((content is null) <> (file is null))
);

create table run (
  id bigint not null,
  workspace_id bigint not null,
  module varchar(200) not null,
  target varchar(200) not null,
  memo_default varchar(2000),
  idempotency_key varchar(200),
  request_hash bytea,
  spawned_by_id bigint,
  submitted_at timestamp with time zone not null,
  submitted_by varchar(120) not null,
  constraint run_pk primary key (id),
  constraint run_workspace_fk foreign key (workspace_id) references workspace (id),
  constraint run_idempotency_uq unique (workspace_id, idempotency_key),
  constraint run_idempotency_hash check (idempotency_key is null or request_hash is not null)
);

create table step (
  run_id bigint not null,
  number integer not null,
  module varchar(200) not null,
  target varchar(200) not null,
  kind varchar(8) not null,
  arguments bytea,
  arguments_blob_id bigint,
  arguments_hash bytea not null,
  memo_key bytea,
  options bytea not null,
  constraint step_pk primary key (run_id, number),
  constraint step_run_fk foreign key (run_id) references run (id),
  constraint step_kind_word check (kind in ('task', 'workflow')),
  constraint step_number_positive check (number >= 1),
  constraint step_arguments_one_place check ((arguments is null) <> (arguments_blob_id is null))
);
create index step_by_arguments on step (run_id, arguments_hash);

-- options: those resolved for this execution, when they are not the step's (a re-run with newer code).
-- series_attempt: 1 for a first or forced execution, counting up through its retries (E3).
-- rerun_id: the forced execution whose re-run this one belongs to (F9, F10).
create table execution (
  id bigint not null,
  run_id bigint not null,
  step_number integer not null,
  attempt integer not null,
  workspace_id bigint not null,
  cause varchar(8) not null,
  series_attempt integer not null,
  rerun_id bigint,
  cache_key bytea,
  memo_default varchar(2000),
  options bytea,
  not_before timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint execution_pk primary key (id),
  constraint execution_attempt_uq unique (run_id, step_number, attempt),
  constraint execution_step_fk foreign key (run_id, step_number) references step (run_id, number),
  constraint execution_cause_word check (cause in ('submit', 'call', 'rerun', 'force', 'retry')),
  constraint execution_attempt_positive check (attempt >= 1 and series_attempt >= 1)
);

create table rerun (
  execution_id bigint not null,
  requested_by varchar(120) not null,
  reason varchar(2000),
  reuse_successes boolean not null,
  also_force varchar(10000),
  memo varchar(2000),
  constraint rerun_pk primary key (execution_id),
  constraint rerun_execution_fk foreign key (execution_id) references execution (id)
);

create table worker_session (
  id bigint not null,
  worker varchar(200) not null,
  workspace_id bigint,
  pattern varchar(130),
  embedded boolean not null,
  code_version varchar(120) not null,
  concurrency integer not null,
  modules varchar(20000) not null,
  opened_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint worker_session_pk primary key (id),
  constraint worker_session_concurrency_positive check (concurrency >= 1)
);

create table assignment (
  execution_id bigint not null,
  session_id bigint not null,
  assigned_at timestamp with time zone not null,
  constraint assignment_pk primary key (execution_id),
  constraint assignment_execution_fk foreign key (execution_id) references execution (id),
  constraint assignment_session_fk foreign key (session_id) references worker_session (id)
);

-- cause: of a retried execution, how it had ended itself.
create table result (
  execution_id bigint not null,
  kind varchar(10) not null,
  cause varchar(10),
  value_payload bytea,
  value_blob_id bigint,
  value_hash bytea,
  failure bytea,
  failure_type varchar(500),
  failure_hash bytea,
  successor_id bigint,
  ended_by varchar(120),
  recorded_at timestamp with time zone not null,
  constraint result_pk primary key (execution_id),
  constraint result_execution_fk foreign key (execution_id) references execution (id),
  constraint result_kind_word check (kind in ('value', 'failed', 'timedOut', 'abandoned', 'cancelled',
    'superseded', 'retried', 'suspended', 'recurred', 'cached', 'deferred', 'spawned')),
  constraint result_value_present check ((kind = 'value') = (value_hash is not null)),
  constraint result_value_one_place check (kind <> 'value' or (value_payload is null) <> (value_blob_id is null)),
  constraint result_successor_present check ((kind in ('superseded', 'retried', 'suspended', 'recurred', 'cached',
    'deferred', 'spawned')) = (successor_id is not null)),
  constraint result_cause_present check ((kind = 'retried') = (cause is not null))
);
create index result_by_successor on result (successor_id);

-- number: the position among the calls of the caller, from 1.
-- times: how often the caller made this same call (repeated hits on one execution are one row).
-- arguments: null when they equal those of the step called.
-- explanation: JSON, why it was reused or why nothing fitted; null when there was nothing to say.
create table call (
  id bigint not null,
  run_id bigint not null,
  caller_id bigint not null,
  number integer not null,
  callee_id bigint not null,
  kind varchar(6) not null,
  times integer not null,
  group_title varchar(200),
  arguments bytea,
  arguments_blob_id bigint,
  memo_key bytea,
  explanation bytea,
  called_at timestamp with time zone not null,
  constraint call_pk primary key (id),
  constraint call_number_uq unique (caller_id, number),
  constraint call_caller_fk foreign key (caller_id) references execution (id),
  constraint call_callee_fk foreign key (callee_id) references execution (id),
  constraint call_kind_word check (kind in ('made', 'reused')),
  constraint call_times_positive check (times >= 1)
);
create index call_by_run on call (run_id);

-- kind: waited (it blocked for the outcome) or handed (a handle came in its arguments).
create table dependency (
  execution_id bigint not null,
  dependency_id bigint not null,
  run_id bigint not null,
  kind varchar(6) not null,
  constraint dependency_pk primary key (execution_id, dependency_id),
  constraint dependency_kind_word check (kind in ('waited', 'handed'))
);
create index dependency_by_run on dependency (run_id);

-- Derived: every execution without a result.
create table open_execution (
  execution_id bigint not null,
  run_id bigint not null,
  workspace_id bigint not null,
  session_id bigint,
  deadline timestamp with time zone,
  progress double precision,
  constraint open_execution_pk primary key (execution_id)
);
create index open_execution_by_run on open_execution (run_id);

-- Derived: open executions that no worker has yet.
create table queue (
  execution_id bigint not null,
  workspace_id bigint not null,
  module varchar(200) not null,
  not_before timestamp with time zone,
  constraint queue_pk primary key (execution_id)
);
create index queue_by_workspace on queue (workspace_id);

-- Derived: executions that a memo lookup may find (M4): open, or ended in a value by their outcome.
create table memo_candidate (
  run_id bigint not null,
  memo_key bytea not null,
  workspace_id bigint not null,
  execution_id bigint not null,
  constraint memo_candidate_pk primary key (run_id, memo_key, execution_id)
);
create index memo_candidate_by_execution on memo_candidate (execution_id);

-- Derived: executions that the cache may answer with (C2). settled_at null: still open.
create table cache_candidate (
  cache_key bytea not null,
  workspace_id bigint not null,
  execution_id bigint not null,
  settled_at timestamp with time zone,
  constraint cache_candidate_pk primary key (cache_key, workspace_id, execution_id)
);

-- Derived: where forwarding ends, once that is settled (E2).
create table outcome (
  execution_id bigint not null,
  end_id bigint not null,
  constraint outcome_pk primary key (execution_id)
);

-- Derived: what happened of a run in a workspace. version grows with every change.
create table run_summary (
  run_id bigint not null,
  workspace_id bigint not null,
  executions integer not null,
  open_executions integer not null,
  ended_well integer not null,
  ended_badly integer not null,
  calls integer not null,
  reused_calls integer not null,
  version bigint not null,
  last_activity_at timestamp with time zone not null,
  constraint run_summary_pk primary key (run_id, workspace_id),
  constraint run_summary_not_negative check (open_executions >= 0)
);
create index run_summary_by_workspace on run_summary (workspace_id, last_activity_at);

create table log_message (
  id bigint not null,
  run_id bigint not null,
  execution_id bigint not null,
  workspace_id bigint not null,
  logged_at timestamp with time zone not null,
  level varchar(6) not null,
  template bytea not null,
  template_values bytea not null,
  constraint log_message_pk primary key (id),
  constraint log_message_level_word check (level in ('debug', 'info', 'warn', 'error', 'stdout', 'stderr'))
);
create index log_message_by_run on log_message (run_id, id);
create index log_message_by_execution on log_message (execution_id, id);
