-- Every session of the engine: how values look as text, and no patience of the server's own.
SET client_encoding = 'UTF8';
SET search_path = '';
SET datestyle = 'ISO, YMD';
SET intervalstyle = 'postgres';
SET timezone = 'UTC';
SET extra_float_digits = 3;
SET bytea_output = 'hex';
SET xmlbinary = 'base64';
SET xmloption = content;
SET lc_monetary = 'C';
SET row_security = off;
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET idle_session_timeout = 0;
SET default_transaction_isolation = 'read committed';
SET default_transaction_read_only = off;
SET client_min_messages = warning;
SET jit = off;
-- What only newer servers know.
SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'transaction_timeout';
-- A commit that we have seen is there for good: the sender forgets its keys for it.
SELECT set_config(name, 'on', false) FROM pg_settings WHERE name = 'synchronous_commit' AND setting = 'off';
-- Routers forget connections that are silent for some minutes (an AWS NAT gateway after 350 s), and a server keeps the
-- locks of a machine that is gone until it notices.
SET tcp_keepalives_idle = 60;
SET tcp_keepalives_interval = 10;
SET tcp_keepalives_count = 6;
-- A keep-alive does not look while rows are on their way out; this ends waiting for their receipt.
SET tcp_user_timeout = 120000;
-- Ends a statement whose client was killed; a server on a Mac cannot, and then we only wait longer.
DO $$
BEGIN
    PERFORM pg_catalog.set_config('client_connection_check_interval', '1000', false);
EXCEPTION WHEN OTHERS THEN
    NULL;
END
$$;
