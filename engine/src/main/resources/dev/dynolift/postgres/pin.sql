-- Every session of the engine: how values look as text, and no patience of the server's own.
SET client_encoding = 'UTF8';
SET search_path = '';
SET datestyle = 'ISO, YMD';
SET intervalstyle = 'postgres';
SET timezone = 'UTC';
SET extra_float_digits = 3;
SET bytea_output = 'hex';
SET xmlbinary = 'base64';
SET row_security = off;
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_min_messages = warning;
SET jit = off;
-- Ends a statement whose client was killed; a server on a Mac cannot, and then we only wait longer.
DO $$
BEGIN
    PERFORM pg_catalog.set_config('client_connection_check_interval', '1000', false);
EXCEPTION WHEN OTHERS THEN
    NULL;
END
$$;
