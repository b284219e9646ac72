-- Up to which number the log lines of a remote worker's session are stored, or are given up because they cannot be.
create table log_position (
  session_id bigint not null,
  number bigint not null,
  constraint log_position_pk primary key (session_id),
  constraint log_position_session_fk foreign key (session_id) references worker_session (id) on delete cascade,
  constraint log_position_number_positive check (number > 0)
);
