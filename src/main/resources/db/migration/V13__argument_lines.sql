-- The arguments of a step in one line, for lists, graphs and search: memo-key arguments first.
-- Null: the step was created before the column was there. Empty: the target has no parameters.
alter table step add column argument_line varchar(120);

-- The line of a call whose own arguments differ from those of the step called; else null.
alter table call add column argument_line varchar(120);
