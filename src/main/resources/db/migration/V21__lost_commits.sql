-- Where the server that works left off, so that the next one notices when PostgreSQL lost commits (docs/adr/0038): the timeline
-- of PostgreSQL, which a promotion and a restore to a point in time change; whether commits waited for a replica; and a number
-- beyond all that were given out by a server that found commits of its own missing, until another incarnation has begun.
alter table server_lease add column timeline bigint;
alter table server_lease add column synchronous boolean;
alter table server_lease add column lost_beyond bigint;
