-- What a round would take for done if it went by the log's numbers: all up to the highest one that it has seen. Numbers
-- are given when a row is written and not when its transaction commits, so a later round forgets some.
CREATE SCHEMA by_number;
CREATE FUNCTION by_number.done(log oid, since pg_snapshot) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    name  text := 'by_number.of_' || log;
    known text[] := string_to_array(current_setting(name, true), '@');
    done  bigint;
BEGIN
    IF known[1] = since::text THEN
        RETURN known[2]::bigint;
    END IF;
    EXECUTE format('SELECT coalesce(max(position), 0) FROM %s WHERE pg_visible_in_snapshot(transaction, $1)',
                   log::regclass)
       INTO done USING since;
    PERFORM set_config(name, since || '@' || done, true);
    RETURN done;
END
$$;
