-- Whether a table's log and function are there as this version makes them for its key, and fire wherever they were
-- cloned to.
SELECT to_regclass(:'log_name') IS NOT NULL
       AND COALESCE(obj_description(to_regprocedure(:'function'), 'pg_proc') = :'version', false)
       AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgfoid = to_regprocedure(:'function') AND tgenabled <> 'O');
