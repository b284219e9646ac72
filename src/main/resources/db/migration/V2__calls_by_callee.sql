-- Cancelling, timeouts and re-runs ask who called an execution. H2 makes an index of its own for the foreign key when
-- there is none, PostgreSQL does not: with the index made first, both have this one.
alter table call drop constraint call_callee_fk;
create index call_by_callee on call (callee_id);
alter table call add constraint call_callee_fk foreign key (callee_id) references execution (id);

-- One id of about 10 characters per step to force: 10,000 characters held about 900 of them.
alter table rerun alter column also_force set data type varchar(1000000);
