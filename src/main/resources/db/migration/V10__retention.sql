-- How long the runs of a workspace are kept (docs/adr/0030). No row: as the base does; no row in the whole chain: for ever.
-- age_millis: since the last activity of a run; null: for ever. last_runs: so many runs of each workflow stay, however old.
-- child_limit_millis: for how much longer than that children may keep runs of this workspace.
create table retention (
  workspace_id bigint not null,
  age_millis bigint,
  last_runs integer,
  child_limit_millis bigint not null,
  set_at timestamp with time zone not null,
  set_by varchar(120) not null,
  constraint retention_pk primary key (workspace_id),
  constraint retention_workspace_fk foreign key (workspace_id) references workspace (id),
  constraint retention_age_positive check (age_millis > 0),
  constraint retention_last_runs_positive check (last_runs > 0),
  constraint retention_child_limit_not_negative check (child_limit_millis >= 0),
  constraint retention_needs_age check (age_millis is not null or last_runs is null and child_limit_millis = 0)
);

-- Runs that somebody marked: never removed, with all that they spawned.
create table run_keep (
  run_id bigint not null,
  kept_at timestamp with time zone not null,
  kept_by varchar(120) not null,
  constraint run_keep_pk primary key (run_id),
  constraint run_keep_run_fk foreign key (run_id) references run (id)
);

-- Derived: runs that refer to others. kind: spawned (a call of the run started the other), cached (a step of it was
-- answered by the other), handle (it was handed, or waited for, an execution of the other).
create table run_reference (
  run_id bigint not null,
  referred_id bigint not null,
  kind varchar(7) not null,
  constraint run_reference_pk primary key (run_id, referred_id, kind),
  constraint run_reference_kind_word check (kind in ('spawned', 'cached', 'handle'))
);
create index run_reference_by_referred on run_reference (referred_id);
insert into run_reference (run_id, referred_id, kind)
  select distinct caller.run_id, run.id, 'spawned'
  from run join execution caller on caller.id = run.spawned_by_id;
insert into run_reference (run_id, referred_id, kind)
  select distinct asking.run_id, answering.run_id, 'cached'
  from result
  join execution asking on asking.id = result.execution_id
  join execution answering on answering.id = result.successor_id
  where result.kind = 'cached' and asking.run_id <> answering.run_id;
insert into run_reference (run_id, referred_id, kind)
  select distinct dependency.run_id, other.run_id, 'handle'
  from dependency join execution other on other.id = dependency.dependency_id
  where dependency.run_id <> other.run_id;

-- Runs that are being removed, some rows at a time: they do not exist any more for anybody.
-- remnant_at: since when only the steps are left that answer steps of other runs through the cache; null: more is left,
-- or something that referred to them has gone.
-- finished_at: when the last row was removed; null: not yet. What is logged late is removed a while after that.
create table run_removal (
  run_id bigint not null,
  removed_at timestamp with time zone not null,
  remnant_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint run_removal_pk primary key (run_id)
);

-- What was removed within an hour. workspace_id: where the runs were submitted; null of what belongs to no workspace.
-- executions: those that are visible from there. ended_at: when something was removed last.
create table removal_record (
  id bigint not null,
  workspace_id bigint,
  kind varchar(12) not null,
  removed integer not null,
  executions integer not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  constraint removal_record_pk primary key (id),
  constraint removal_record_workspace_fk foreign key (workspace_id) references workspace (id),
  constraint removal_record_kind_word check (kind in ('runs', 'cacheEntries', 'sessions', 'files'))
);
create index removal_record_by_time on removal_record (started_at);

-- expires_at: when the maximum age recorded with a value is over; null: never, or still open.
alter table cache_candidate add column run_id bigint;
alter table cache_candidate add column expires_at timestamp with time zone;
update cache_candidate set run_id = (select run_id from execution where execution.id = cache_candidate.execution_id);
alter table cache_candidate alter column run_id set not null;
create index cache_candidate_by_run on cache_candidate (run_id);
create index cache_candidate_by_expiry on cache_candidate (expires_at);

create index run_by_workflow on run (workspace_id, module, target, id);
create index blob_by_file on blob (file);

-- Removing sessions asks which assignments name them. As in V2: with the index made first, both databases have this one.
alter table assignment drop constraint assignment_session_fk;
create index assignment_by_session on assignment (session_id);
alter table assignment add constraint assignment_session_fk foreign key (session_id) references worker_session (id);
