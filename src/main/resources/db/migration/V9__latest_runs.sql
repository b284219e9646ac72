-- The latest runs of a workspace are read in the order of this index: by activity, among equals by run.
drop index run_summary_by_workspace;
create index run_summary_by_workspace on run_summary (workspace_id, last_activity_at, run_id);
