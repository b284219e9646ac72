-- Very large values in PostgreSQL, in pieces of at most 1 MiB, so that every server has them (docs/adr/0037). Written before the
-- command that refers to them by blob.file; what nothing refers to is removed a day later. Unused on H2, which has files.
create table payload_piece (
  name varchar(200) not null,
  number integer not null,
  content bytea not null,
  stored_at timestamp with time zone not null,
  constraint payload_piece_pk primary key (name, number)
);
create index payload_piece_by_time on payload_piece (stored_at);

-- The servers that work on this database or stand by for it. heard_at: renewed every few seconds; null with H2, which has one.
create table server (
  id uuid not null,
  name varchar(200) not null,
  version varchar(60) not null,
  state varchar(7) not null,
  started_at timestamp with time zone not null,
  heard_at timestamp with time zone,
  constraint server_pk primary key (id),
  constraint server_state_word check (state in ('working', 'standby'))
);
