-- Who declared it first; null: before this was recorded.
alter table manifest add column worker varchar(200);
-- The ids of the manifests that it declares, one per line, in the order of its modules; null: opened before this was recorded.
alter table worker_session add column manifests varchar(200000);
