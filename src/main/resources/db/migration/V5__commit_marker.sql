-- One row per writer: the number of its last committed group. When a commit fails with the connection, inserting that
-- number again tells whether the group is committed: the insert waits for the old transaction, and is refused if that
-- has committed (docs/adr/0025). A server that starts adds rows of its own.
create table commit_marker (
  marker bigint not null,
  constraint commit_marker_pk primary key (marker)
);
