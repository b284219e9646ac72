-- The lives of this database, one after another; the newest is the current one (docs/adr/0027). A restore and a start with
-- accepted data loss begin another: numbers jump ahead, and no session of a worker goes on.
create table incarnation (
  number integer not null,
  id uuid not null,
  cause varchar(7) not null,
  began_at timestamp with time zone not null,
  constraint incarnation_pk primary key (number),
  constraint incarnation_id_uq unique (id),
  constraint incarnation_cause_word check (cause in ('first', 'restore', 'loss'))
);
