-- The token that made this one, which is revoked with it (A2); null: a user made it.
alter table access_token add column made_by bigint;
alter table access_token add constraint access_token_made_by_fk foreign key (made_by) references access_token (id);

-- Its number among the sessions of the same worker with the same token, so that nobody sees how many others there are;
-- null: opened before that, and shown by its id.
alter table worker_session add column number integer;

-- How many sessions a worker has had with a token (0: without one). It outlasts the sessions, because a process may remember
-- the last number.
create table session_counter (
  worker varchar(200) not null,
  token_id bigint not null,
  sessions integer not null,
  used_at timestamp with time zone not null,
  constraint session_counter_pk primary key (worker, token_id)
);
create index session_counter_by_use on session_counter (used_at);

-- Of the first incarnation: the secret by which run numbers are spread into ids; null: the database is older, and its ids
-- stay as they are.
alter table incarnation add column run_secret bytea;
