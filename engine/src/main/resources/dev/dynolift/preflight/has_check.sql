-- Whether a table has a check constraint of a name. Parameters: the table, the name.
SELECT EXISTS (SELECT FROM pg_constraint WHERE contype = 'c' AND conrelid = to_regclass(?) AND conname = ?);
