-- At most one row: the server that works on this database, on PostgreSQL, until when by the time of the database. The
-- server that takes it over replaces the rows of commit_marker, without which the former one can commit nothing
-- (docs/adr/0026).
create table server_lease (
  id smallint not null,
  owner uuid not null,
  holder varchar(300) not null,
  expires_at timestamp with time zone not null,
  constraint server_lease_pk primary key (id),
  constraint server_lease_one_row check (id = 1)
);
