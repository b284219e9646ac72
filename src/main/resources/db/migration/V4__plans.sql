-- What was predicted when the re-run was asked for: JSON, counts in all and by target; null when nobody planned it.
alter table rerun add column plan bytea;
