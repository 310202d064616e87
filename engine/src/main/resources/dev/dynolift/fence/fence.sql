-- Refuses every write that does not come from a session with the token. The SQLSTATE is that of a read-only transaction,
-- which applications know from a database in maintenance.
CREATE OR REPLACE FUNCTION dynolift.refuse_writes() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    IF current_setting('dynolift.fence_token', true) IS DISTINCT FROM TG_ARGV[0] THEN
        RAISE EXCEPTION 'writes to this database are refused: it is being moved'
            USING ERRCODE = 'read_only_sql_transaction', HINT = 'Connect to the database that DATABASE_URL names now.';
    END IF;
    RETURN NULL;
END
$$;
