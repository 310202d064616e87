-- A seeded bug in place of the engine's own file: pending is what has a higher number than all that was seen.
position > by_number.done(tableoid, :'since'::pg_snapshot)
