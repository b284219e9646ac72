-- When the execution began to wait; a handle that came in its arguments has none until then. Null for
-- waits that are older than the column.
alter table dependency add column waited_at timestamp with time zone;

-- How many of ended_badly were cancelled: they did not fail (W7).
alter table run_summary add column cancelled integer default 0 not null;
update run_summary set cancelled = (
  select count(*) from execution e join result r on r.execution_id = e.id
  where e.run_id = run_summary.run_id and e.workspace_id = run_summary.workspace_id
    and r.kind = 'cancelled');
