-- Who may do what (docs/adr/0036). Rows of users, tokens and grants are written by commands of the engine.

-- active_name: the name while the user is not removed; a removed name may be given again, to another user.
-- issuer, subject: of OpenID Connect; null for a local account. password_hash: null when none is set.
create table user_account (
  id bigint not null,
  name varchar(60) not null,
  active_name varchar(60),
  issuer varchar(400),
  subject varchar(255),
  password_hash varchar(200),
  administrator boolean not null,
  created_at timestamp with time zone not null,
  created_by varchar(120) not null,
  removed_at timestamp with time zone,
  constraint user_account_pk primary key (id),
  constraint user_account_active_name_uq unique (active_name),
  constraint user_account_name_until_removed check ((removed_at is null) = (active_name is not null)),
  constraint user_account_external_whole check ((issuer is null) = (subject is null))
);

-- One row as soon as there was an administrator: from then on nobody is anonymous (A1).
create table access_state (
  id integer not null,
  secured_at timestamp with time zone not null,
  constraint access_state_pk primary key (id),
  constraint access_state_one_row check (id = 1)
);

-- On a workspace, or on a pattern of names. external: given by a group of the identity provider at the last sign-in.
create table access_grant (
  id bigint not null,
  user_id bigint not null,
  role varchar(13) not null,
  workspace_id bigint,
  pattern varchar(122),
  external boolean not null,
  granted_at timestamp with time zone not null,
  granted_by varchar(120) not null,
  constraint access_grant_pk primary key (id),
  constraint access_grant_user_fk foreign key (user_id) references user_account (id),
  constraint access_grant_workspace_fk foreign key (workspace_id) references workspace (id),
  constraint access_grant_one_place check ((workspace_id is null) <> (pattern is null)),
  constraint access_grant_role_word check (role in ('viewer', 'operator', 'developer', 'administrator'))
);
create index access_grant_by_user on access_grant (user_id);

-- user_id: the owner, whose rights bound those of the token. secret_hash: SHA-256. modules: patterns, one per line; null: all.
create table access_token (
  id bigint not null,
  user_id bigint not null,
  name varchar(59) not null,
  service boolean not null,
  secret_hash bytea not null,
  role varchar(13) not null,
  administrator boolean not null,
  modules varchar(2000),
  created_at timestamp with time zone not null,
  created_by varchar(120) not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint access_token_pk primary key (id),
  constraint access_token_user_fk foreign key (user_id) references user_account (id),
  constraint access_token_role_word check (role in ('viewer', 'operator', 'developer', 'administrator'))
);
create index access_token_by_user on access_token (user_id);

-- Where a token holds: workspaces, or patterns of names.
create table token_scope (
  token_id bigint not null,
  number integer not null,
  workspace_id bigint,
  pattern varchar(122),
  constraint token_scope_pk primary key (token_id, number),
  constraint token_scope_token_fk foreign key (token_id) references access_token (id),
  constraint token_scope_workspace_fk foreign key (workspace_id) references workspace (id),
  constraint token_scope_one_place check ((workspace_id is null) <> (pattern is null))
);

-- Modules of a workspace that only workers with these tokens may declare. module: a name, or name.* .
create table module_reservation (
  workspace_id bigint not null,
  module varchar(200) not null,
  token_id bigint not null,
  reserved_at timestamp with time zone not null,
  reserved_by varchar(120) not null,
  constraint module_reservation_pk primary key (workspace_id, module, token_id),
  constraint module_reservation_workspace_fk foreign key (workspace_id) references workspace (id),
  constraint module_reservation_token_fk foreign key (token_id) references access_token (id)
);

-- Browsers in which a user is signed in. secret_hash: SHA-256 of the cookie.
create table sign_in (
  id bigint not null,
  user_id bigint not null,
  secret_hash bytea not null,
  signed_in_at timestamp with time zone not null,
  used_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  agent varchar(200) not null,
  constraint sign_in_pk primary key (id),
  constraint sign_in_user_fk foreign key (user_id) references user_account (id)
);
create unique index sign_in_by_secret on sign_in (secret_hash);
create index sign_in_by_user on sign_in (user_id);

-- What users, programs and workers did, and what they were refused (A6); no arguments, no values. Run and workspace may
-- be gone. until_at, occurrences: refusals of the same kind within a minute are one row.
create table activity (
  id bigint not null,
  done_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  done_by varchar(120) not null,
  user_id bigint,
  token_id bigint,
  via varchar(6) not null,
  action varchar(30) not null,
  refused boolean not null,
  occurrences integer not null,
  workspace_id bigint,
  run_id bigint,
  subject varchar(300),
  constraint activity_pk primary key (id),
  constraint activity_via_word check (via in ('studio', 'api', 'cli', 'worker', 'server'))
);
create index activity_by_workspace on activity (workspace_id, id);
create index activity_by_run on activity (run_id, id);
create index activity_by_time on activity (done_at);

-- basing: who may base a workspace on this one (A4). creator_id: the user who created it.
alter table workspace add column basing varchar(10) not null default 'viewers';
alter table workspace add constraint workspace_basing_word check (basing in ('nobody', 'developers', 'viewers'));
alter table workspace add column creator_id bigint;

-- The token that opened the session; only it resumes it (A5).
alter table worker_session add column token_id bigint;
