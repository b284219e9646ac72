-- A session of a remote worker survives a lost connection and a restart of the server.
-- instance_hash: SHA-256 of the secret by which its worker process resumes it; null: it cannot be resumed.
-- heard_at: the last sign of life, written now and then. suspended_at: since when there was none; null: connected.
-- draining: it takes nothing new. end_reason: closed (its worker said so), lost (its lease was over).
-- awaited_until: how long executions wait for it after its end (D1); null: they do not, or no longer.
alter table worker_session add column instance_hash bytea;
alter table worker_session add column heard_at timestamp with time zone;
alter table worker_session add column suspended_at timestamp with time zone;
alter table worker_session add column draining boolean default false not null;
alter table worker_session add column end_reason varchar(6);
alter table worker_session add column awaited_until timestamp with time zone;
update worker_session set end_reason = 'closed' where ended_at is not null;
alter table worker_session add constraint worker_session_end_reason_word check (end_reason in ('closed', 'lost'));
alter table worker_session add constraint worker_session_end_has_reason
  check ((ended_at is null) = (end_reason is null));
create index worker_session_by_end on worker_session (ended_at);
create index worker_session_by_wait on worker_session (awaited_until);

-- Declared by a worker for all workspaces of a pattern, such as development/*; then workspace_id is null.
alter table manifest add column pattern varchar(130);
alter table manifest add constraint manifest_one_place check (workspace_id is null or pattern is null);
